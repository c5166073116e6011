// Package url parses URLs and implements query escaping.
package url

import (
	"errors"
	"sort"
	"strconv"
	"strings"
)

// Error reports an error and the operation and URL that caused it.
type Error struct {
	Op  string
	URL string
	Err error
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Error returns operation, URL and cause.
func (e *Error) Error() string { return e.Op + " " + strconv.Quote(e.URL) + ": " + e.Err.Error() }

// Timeout reports whether the error is a timeout.
func (e *Error) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// Temporary reports whether the error is temporary.
func (e *Error) Temporary() bool {
	t, ok := e.Err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// EscapeError reports a malformed percent-encoding.
type EscapeError string

// Error returns the escape that is wrong.
func (e EscapeError) Error() string { return "invalid URL escape " + strconv.Quote(string(e)) }

// A URL represents a parsed URL.
type URL struct {
	Scheme   string
	Opaque   string
	User     *Userinfo
	Host     string // host or host:port
	Path     string
	RawPath  string
	RawQuery string
	Fragment string
}

// The Userinfo type is an immutable encapsulation of username and password details for a URL.
type Userinfo struct {
	username    string
	password    string
	passwordSet bool
}

// User returns a Userinfo containing the provided username and no password set.
func User(username string) *Userinfo { return &Userinfo{username, "", false} }

// UserPassword returns a Userinfo containing the provided username and password.
func UserPassword(username, password string) *Userinfo { return &Userinfo{username, password, true} }

// Username returns the username.
func (u *Userinfo) Username() string {
	if u == nil {
		return ""
	}
	return u.username
}

// Password returns the password in case it is set, and whether it is set.
func (u *Userinfo) Password() (string, bool) {
	if u == nil {
		return "", false
	}
	return u.password, u.passwordSet
}

// String returns the encoded userinfo information in the standard form of "username[:password]".
func (u *Userinfo) String() string {
	if u == nil {
		return ""
	}
	s := escape(u.username, "-_.~$&+,;=")
	if u.passwordSet {
		s += ":" + escape(u.password, "-_.~$&+,;=")
	}
	return s
}

// escape encodes all bytes but letters, digits and those in keep.
func escape(s, keep string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

func unescape(s string, plus bool) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%':
			if i+2 >= len(s) {
				return "", EscapeError(s[i:])
			}
			v, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return "", EscapeError(s[i : i+3])
			}
			b.WriteByte(byte(v))
			i += 2
		case c == '+' && plus:
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), nil
}

// QueryEscape escapes the string so it can be safely placed inside a URL query.
func QueryEscape(s string) string { return strings.ReplaceAll(escape(s, "-_.~ "), " ", "+") }

// QueryUnescape does the inverse transformation of QueryEscape.
func QueryUnescape(s string) (string, error) { return unescape(s, true) }

// PathEscape escapes the string so it can be safely placed inside a URL path segment.
func PathEscape(s string) string { return escape(s, "-_.~$&+:=@") }

// PathUnescape does the inverse transformation of PathEscape.
func PathUnescape(s string) (string, error) { return unescape(s, false) }

// Parse parses a raw url into a URL structure.
func Parse(rawURL string) (*URL, error) {
	u, err := parse(rawURL)
	if err != nil {
		return nil, &Error{"parse", rawURL, err}
	}
	return u, nil
}

func parse(s string) (*URL, error) {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == 0x7f {
			return nil, errors.New("net/url: invalid control character in URL")
		}
	}
	u := &URL{}
	s, u.Fragment, _ = strings.Cut(s, "#")
	if s == "*" {
		u.Path = "*"
		return u, nil
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if letter || i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.') {
			continue
		}
		if c == ':' {
			if i == 0 {
				return nil, errors.New("missing protocol scheme")
			}
			u.Scheme, s = strings.ToLower(s[:i]), s[i+1:]
		}
		break
	}
	s, u.RawQuery, _ = strings.Cut(s, "?")
	if !strings.HasPrefix(s, "/") && u.Scheme != "" {
		u.Opaque = s
		return u, nil
	}
	if colon := strings.IndexByte(s, ':'); u.Scheme == "" && colon >= 0 && !strings.Contains(s[:colon], "/") {
		return nil, errors.New("first path segment in URL cannot contain colon")
	}
	if strings.HasPrefix(s, "//") {
		authority, path := s[2:], ""
		if i := strings.IndexByte(authority, '/'); i >= 0 {
			authority, path = authority[:i], authority[i:]
		}
		s = path
		if i := strings.LastIndexByte(authority, '@'); i >= 0 {
			name, password, set := strings.Cut(authority[:i], ":")
			u.User = &Userinfo{name, password, set}
			authority = authority[i+1:]
		}
		host, err := unescape(authority, false)
		if err != nil {
			return nil, err
		}
		if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
			if _, err := strconv.ParseUint(host[i+1:], 10, 16); err != nil && host[i+1:] != "" {
				return nil, errors.New("invalid port " + strconv.Quote(host[i:]) + " after host")
			}
		}
		if strings.ContainsAny(host, " <>\"") {
			return nil, errors.New("invalid character " + strconv.Quote(host[strings.IndexAny(host, " <>\""):][:1]) + " in host name")
		}
		u.Host = host
	}
	path, err := unescape(s, false)
	if err != nil {
		return nil, err
	}
	u.Path = path
	if escape(path, "-_.~$&+,/:;=@") != s {
		u.RawPath = s
	}
	return u, nil
}

// EscapedPath returns the escaped form of u.Path.
func (u *URL) EscapedPath() string {
	if u.RawPath != "" {
		return u.RawPath
	}
	return escape(u.Path, "-_.~$&+,/:;=@")
}

// String reassembles the URL into a valid URL string.
func (u *URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme + ":")
	}
	if u.Opaque != "" {
		b.WriteString(u.Opaque)
	} else {
		if u.Host != "" || u.User != nil || u.Scheme == "file" {
			b.WriteString("//")
			if u.User != nil {
				b.WriteString(u.User.String() + "@")
			}
			b.WriteString(u.Host)
		}
		path := u.EscapedPath()
		if path != "" && path[0] != '/' && u.Host != "" {
			b.WriteByte('/')
		}
		b.WriteString(path)
	}
	if u.RawQuery != "" {
		b.WriteString("?" + u.RawQuery)
	}
	if u.Fragment != "" {
		b.WriteString("#" + escape(u.Fragment, "-_.~$&+,/:;=@?!()*'"))
	}
	return b.String()
}

// Hostname returns u.Host, stripping any valid port number if present.
func (u *URL) Hostname() string {
	host := u.Host
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return strings.Trim(host, "[]")
}

// Port returns the port part of u.Host, without the leading colon.
func (u *URL) Port() string {
	if i := strings.LastIndexByte(u.Host, ':'); i >= 0 && !strings.HasSuffix(u.Host, "]") {
		return u.Host[i+1:]
	}
	return ""
}

// IsAbs reports whether the URL is absolute.
func (u *URL) IsAbs() bool { return u.Scheme != "" }

// Query parses RawQuery and returns the corresponding values.
func (u *URL) Query() Values {
	v, _ := ParseQuery(u.RawQuery)
	return v
}

// RequestURI returns the encoded path?query or opaque?query string that would be used in an HTTP request.
func (u *URL) RequestURI() string {
	result := u.Opaque
	if result == "" {
		result = u.EscapedPath()
		if result == "" {
			result = "/"
		}
	}
	if u.RawQuery != "" {
		result += "?" + u.RawQuery
	}
	return result
}

// Values maps a string key to a list of values.
type Values map[string][]string

// Get gets the first value associated with the given key.
func (v Values) Get(key string) string {
	if vs := v[key]; len(vs) > 0 {
		return vs[0]
	}
	return ""
}

// Set sets the key to value. It replaces any existing values.
func (v Values) Set(key, value string) { v[key] = []string{value} }

// Add adds the value to key. It appends to any existing values associated with key.
func (v Values) Add(key, value string) { v[key] = append(v[key], value) }

// Del deletes the values associated with key.
func (v Values) Del(key string) { delete(v, key) }

// Has checks whether a given key is set.
func (v Values) Has(key string) bool {
	_, ok := v[key]
	return ok
}

// Encode encodes the values into "URL encoded" form sorted by key.
func (v Values) Encode() string {
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for _, k := range keys {
		for _, value := range v[k] {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(QueryEscape(k) + "=" + QueryEscape(value))
		}
	}
	return b.String()
}

// ParseQuery parses the URL-encoded query string and returns a map listing the values specified for each key.
func ParseQuery(query string) (Values, error) {
	m := make(Values)
	var first error
	for query != "" {
		var part string
		part, query, _ = strings.Cut(query, "&")
		if strings.Contains(part, ";") {
			first = errors.New("invalid semicolon separator in query")
			continue
		}
		if part == "" {
			continue
		}
		k, v, _ := strings.Cut(part, "=")
		key, err1 := QueryUnescape(k)
		value, err2 := QueryUnescape(v)
		if err1 != nil || err2 != nil {
			if first == nil {
				first = errors.Join(err1, err2)
			}
			continue
		}
		m[key] = append(m[key], value)
	}
	return m, first
}
