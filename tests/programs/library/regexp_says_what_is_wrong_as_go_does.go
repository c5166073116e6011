package main

import (
	"fmt"
	"regexp"
)

func main() {
	wrong := []string{`(`, `)`, `[`, `*`, `a**`, `a{1001}`, `a{3,2}`, `(?=a)`, `(?<`, `(?P<>a)`, `(?P<n-a>b)`, `\`, `\8`, `\1`,
		`\y`, `[z-a]`, `[[:foo:]]`, `\pX`, `\p{Foo}`, `(?x)a`, `(a{100}){100}`, `x{2}{3}`, `a++`, `|*`, `(*)`, `\C`, `\u0041`,
		`[a`, `[a-`, `(?i`, `(?i-)`, `(?`, `\x`, `\x{110000}`, `\xg`, `a\`, `(?P=n)`, `\k<n>`, `(?#c)`, `(?>a)`, `[\8]`, `\p`, `\p{`}
	for _, p := range wrong {
		_, err := regexp.Compile(p)
		fmt.Printf("%q: %v\n", p, err)
	}
	defer func() { fmt.Println(recover()) }()
	regexp.MustCompile("a`(")
}

// Output:
// "(": error parsing regexp: missing closing ): `(`
// ")": error parsing regexp: unexpected ): `)`
// "[": error parsing regexp: missing closing ]: `[`
// "*": error parsing regexp: missing argument to repetition operator: `*`
// "a**": error parsing regexp: invalid nested repetition operator: `**`
// "a{1001}": error parsing regexp: invalid repeat count: `{1001}`
// "a{3,2}": error parsing regexp: invalid repeat count: `{3,2}`
// "(?=a)": error parsing regexp: invalid or unsupported Perl syntax: `(?=`
// "(?<": error parsing regexp: invalid or unsupported Perl syntax: `(?<`
// "(?P<>a)": error parsing regexp: invalid named capture: `(?P<>`
// "(?P<n-a>b)": error parsing regexp: invalid named capture: `(?P<n-a>`
// "\\": error parsing regexp: trailing backslash at end of expression: ``
// "\\8": error parsing regexp: invalid escape sequence: `\8`
// "\\1": error parsing regexp: invalid escape sequence: `\1`
// "\\y": error parsing regexp: invalid escape sequence: `\y`
// "[z-a]": error parsing regexp: invalid character class range: `z-a`
// "[[:foo:]]": error parsing regexp: invalid character class range: `[:foo:]`
// "\\pX": error parsing regexp: invalid character class range: `\pX`
// "\\p{Foo}": error parsing regexp: invalid character class range: `\p{Foo}`
// "(?x)a": error parsing regexp: invalid or unsupported Perl syntax: `(?x`
// "(a{100}){100}": error parsing regexp: invalid repeat count: `{100}`
// "x{2}{3}": error parsing regexp: invalid nested repetition operator: `{2}{3}`
// "a++": error parsing regexp: invalid nested repetition operator: `++`
// "|*": error parsing regexp: missing argument to repetition operator: `*`
// "(*)": error parsing regexp: missing argument to repetition operator: `*`
// "\\C": error parsing regexp: invalid escape sequence: `\C`
// "\\u0041": error parsing regexp: invalid escape sequence: `\u`
// "[a": error parsing regexp: missing closing ]: `[a`
// "[a-": error parsing regexp: missing closing ]: `[a-`
// "(?i": error parsing regexp: invalid or unsupported Perl syntax: `(?i`
// "(?i-)": error parsing regexp: invalid or unsupported Perl syntax: `(?i-)`
// "(?": error parsing regexp: invalid or unsupported Perl syntax: `(?`
// "\\x": error parsing regexp: invalid escape sequence: `\x`
// "\\x{110000}": error parsing regexp: invalid escape sequence: `\x{110000`
// "\\xg": error parsing regexp: invalid escape sequence: `\xg`
// "a\\": error parsing regexp: trailing backslash at end of expression: ``
// "(?P=n)": error parsing regexp: invalid or unsupported Perl syntax: `(?P`
// "\\k<n>": error parsing regexp: invalid escape sequence: `\k`
// "(?#c)": error parsing regexp: invalid or unsupported Perl syntax: `(?#`
// "(?>a)": error parsing regexp: invalid or unsupported Perl syntax: `(?>`
// "[\\8]": error parsing regexp: invalid escape sequence: `\8`
// "\\p": error parsing regexp: invalid character class range: `\p`
// "\\p{": error parsing regexp: invalid character class range: `\p{`
// regexp: Compile("a`("): error parsing regexp: missing closing ): `a`(`
