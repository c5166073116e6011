package testing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

const corpusVersion = "go test fuzz v1"

// parseCorpus reads a file of a seed corpus: the version, then a value on each line, written as a
// conversion: int(-3), string("a"), []byte("\x00"), math.Float64frombits(0x7ff8000000000002).
func parseCorpus(text string) (values []any, problem string) {
	if text == "" {
		return nil, "cannot unmarshal empty string"
	}
	lines := strings.Split(text, "\n")
	if len(lines) < 2 {
		return nil, "must include version and at least one value"
	}
	if version := strings.TrimSuffix(lines[0], "\r"); version != corpusVersion {
		return nil, "unknown encoding version: " + version
	}
	for _, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		value, problem := parseCorpusValue(line)
		if problem != "" {
			return nil, fmt.Sprintf("malformed line %q: %s", line, problem)
		}
		values = append(values, value)
	}
	return values, ""
}

func parseCorpusValue(line string) (value any, problem string) {
	name, rest, ok := strings.Cut(line, "(")
	literal, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed {
		return nil, "expected call expression"
	}
	name, literal = strings.TrimSpace(name), strings.TrimSpace(literal)
	var err error
	switch name {
	case "string", "[]byte":
		value, err = parseText(name, literal)
	case "bool":
		if literal != "true" && literal != "false" {
			return nil, "true or false required for type bool"
		}
		value = literal == "true"
	case "float32", "float64":
		value, err = parseFloat(name, literal)
	case "math.Float32frombits":
		bits, e := strconv.ParseUint(literal, 0, 32)
		value, err = math.Float32frombits(uint32(bits)), e
	case "math.Float64frombits":
		bits, e := strconv.ParseUint(literal, 0, 64)
		value, err = math.Float64frombits(bits), e
	case "byte", "rune":
		if strings.HasPrefix(literal, "'") {
			return parseCharacter(name, literal)
		}
		value, err = parseInteger(name, literal)
	default:
		value, err = parseInteger(name, literal)
	}
	if err != nil {
		return nil, err.Error()
	}
	return value, ""
}

func parseText(name, literal string) (any, error) {
	if !strings.HasPrefix(literal, `"`) && !strings.HasPrefix(literal, "`") {
		return nil, fmt.Errorf("string literal required for type %s", name)
	}
	text, err := strconv.Unquote(literal)
	if name == "[]byte" {
		return []byte(text), err
	}
	return text, err
}

func parseFloat(name, literal string) (any, error) {
	if name == "float32" {
		x, err := strconv.ParseFloat(literal, 32)
		return float32(x), err
	}
	return strconv.ParseFloat(literal, 64)
}

func parseCharacter(name, literal string) (value any, problem string) {
	if len(literal) < 2 || !strings.HasSuffix(literal, "'") {
		return nil, "malformed character literal, missing single quotes"
	}
	text, err := strconv.Unquote(literal)
	if err != nil {
		return nil, err.Error()
	}
	code := rune(text[0])
	if len(text) > 1 {
		code, _ = utf8.DecodeRuneInString(text)
	}
	switch {
	case name == "rune":
		return code, ""
	case code >= 256:
		return nil, "can only encode single byte to a byte type"
	}
	return byte(code), ""
}

func parseInteger(name, literal string) (any, error) {
	signed := func(bits int) (int64, error) { return strconv.ParseInt(literal, 0, bits) }
	unsigned := func(bits int) (uint64, error) { return strconv.ParseUint(literal, 0, bits) }
	switch name {
	case "int":
		n, err := signed(64)
		return int(n), err
	case "int8":
		n, err := signed(8)
		return int8(n), err
	case "int16":
		n, err := signed(16)
		return int16(n), err
	case "int32", "rune":
		n, err := signed(32)
		return int32(n), err
	case "int64":
		return signed(64)
	case "uint":
		n, err := unsigned(64)
		return uint(n), err
	case "uint8", "byte":
		n, err := unsigned(8)
		return uint8(n), err
	case "uint16":
		n, err := unsigned(16)
		return uint16(n), err
	case "uint32":
		n, err := unsigned(32)
		return uint32(n), err
	case "uint64":
		return unsigned(64)
	}
	return nil, fmt.Errorf("expected []byte or primitive type")
}
