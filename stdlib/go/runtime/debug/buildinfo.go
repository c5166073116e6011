package debug

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// BuildInfo tells how a program was built.
type BuildInfo struct {
	GoVersion string         // the version of Go
	Path      string         // the main package's path
	Main      Module         // the module of the main package
	Deps      []*Module      // the modules it depends on
	Settings  []BuildSetting // what else the build depended on
}

// A Module is a module of a build.
type Module struct {
	Path    string  // its path
	Version string  // its version
	Sum     string  // its checksum
	Replace *Module // what replaces it
}

// A BuildSetting is a setting of a build.
type BuildSetting struct {
	Key   string // without spaces, quotes and "="
	Value string // without line ends
}

// ReadBuildInfo returns how the running program was built: from files, without modules.
func ReadBuildInfo() (info *BuildInfo, ok bool) {
	return &BuildInfo{
		GoVersion: runtime.Version(),
		Path:      "command-line-arguments",
		Settings: []BuildSetting{
			{"-compiler", runtime.Compiler},
			{"GOARCH", runtime.GOARCH},
			{"GOOS", runtime.GOOS},
		},
	}, true
}

func keyNeedsQuotes(key string) bool     { return key == "" || strings.ContainsAny(key, "= \t\r\n\"`") }
func valueNeedsQuotes(value string) bool { return strings.ContainsAny(value, " \t\r\n\"`") }

// String returns the form that ParseBuildInfo reads.
func (bi *BuildInfo) String() string {
	var text strings.Builder
	if bi.GoVersion != "" {
		fmt.Fprintf(&text, "go\t%s\n", bi.GoVersion)
	}
	if bi.Path != "" {
		fmt.Fprintf(&text, "path\t%s\n", bi.Path)
	}
	if bi.Main != (Module{}) {
		text.WriteString(moduleLines("mod", bi.Main))
	}
	for _, module := range bi.Deps {
		text.WriteString(moduleLines("dep", *module))
	}
	for _, setting := range bi.Settings {
		key, value := setting.Key, setting.Value
		if keyNeedsQuotes(key) {
			key = strconv.Quote(key)
		}
		if valueNeedsQuotes(value) {
			value = strconv.Quote(value)
		}
		fmt.Fprintf(&text, "build\t%s=%s\n", key, value)
	}
	return text.String()
}

func moduleLines(word string, m Module) string {
	line := word + "\t" + m.Path + "\t" + m.Version
	if m.Replace == nil {
		return line + "\t" + m.Sum + "\n"
	}
	return line + "\n" + moduleLines("=>", *m.Replace) + "\n"
}

// ParseBuildInfo reads the form that BuildInfo.String gives. It ignores lines that it does not know.
func ParseBuildInfo(data string) (bi *BuildInfo, err error) {
	bi = new(BuildInfo)
	var last *Module
	for number := 1; ; number++ {
		line, rest, ok := strings.Cut(data, "\n")
		if !ok {
			return bi, nil
		}
		if last, err = bi.parseLine(line, last); err != nil {
			return nil, fmt.Errorf("could not parse Go build info: line %d: %w", number, err)
		}
		data = rest
	}
}

// parseLine reads a line. last is the module that a replacement would belong to.
func (bi *BuildInfo) parseLine(line string, last *Module) (*Module, error) {
	word, rest, _ := strings.Cut(line, "\t")
	if len(word) == len(line) {
		return last, nil
	}
	var err error
	switch word {
	case "path":
		bi.Path = rest
	case "mod":
		bi.Main, err = parseModule(rest)
		return &bi.Main, err
	case "dep":
		module := new(Module)
		bi.Deps = append(bi.Deps, module)
		*module, err = parseModule(rest)
		return module, err
	case "=>":
		columns := strings.Split(rest, "\t")
		if len(columns) != 3 {
			return nil, fmt.Errorf("expected 3 columns for replacement; got %d", len(columns))
		}
		if last == nil {
			return nil, fmt.Errorf("replacement with no module on previous line")
		}
		last.Replace = &Module{Path: columns[0], Version: columns[1], Sum: columns[2]}
		return nil, nil
	case "build":
		setting, err := parseSetting(rest)
		if err != nil {
			return nil, err
		}
		bi.Settings = append(bi.Settings, setting)
	}
	return last, nil
}

func parseModule(text string) (Module, error) {
	columns := strings.Split(text, "\t")
	if len(columns) != 2 && len(columns) != 3 {
		return Module{}, fmt.Errorf("expected 2 or 3 columns; got %d", len(columns))
	}
	module := Module{Path: columns[0], Version: columns[1]}
	if len(columns) == 3 {
		module.Sum = columns[2]
	}
	return module, nil
}

func parseSetting(text string) (BuildSetting, error) {
	key, value, err := cutKey(text)
	if err != nil || value == "" {
		return BuildSetting{key, value}, err
	}
	if value[0] == '`' || value[0] == '"' {
		if value, err = strconv.Unquote(value); err != nil {
			err = fmt.Errorf("invalid quoted value in build line")
		}
	} else if valueNeedsQuotes(value) {
		err = fmt.Errorf("unquoted value %q must be quoted", value)
	}
	return BuildSetting{key, value}, err
}

// cutKey reads the key before the "=", and returns what follows as it stands.
func cutKey(text string) (key, value string, err error) {
	if text == "" {
		return "", "", fmt.Errorf("build line missing '='")
	}
	switch text[0] {
	case '=':
		return "", "", fmt.Errorf("build line with missing key")
	case '`', '"':
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return "", "", fmt.Errorf("invalid quoted key in build line")
		}
		rest := text[len(quoted):]
		if rest == "" {
			return "", "", fmt.Errorf("build line missing '=' after quoted key")
		}
		if rest[0] != '=' {
			return "", "", fmt.Errorf("unexpected character after quoted key: %q", rest[0])
		}
		key, _ = strconv.Unquote(quoted)
		return key, rest[1:], nil
	}
	key, value, ok := strings.Cut(text, "=")
	if !ok {
		return "", "", fmt.Errorf("build line missing '=' after key")
	}
	if keyNeedsQuotes(key) {
		return "", "", fmt.Errorf("unquoted key %q must be quoted", key)
	}
	return key, value, nil
}
