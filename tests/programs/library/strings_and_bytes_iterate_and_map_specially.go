package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
)

func main() {
	text := []byte("a,b,,c\nd e\xff é\n\n")
	for line := range bytes.Lines(text) {
		fmt.Printf("%q %d;", line, cap(line))
	}
	for part := range bytes.SplitSeq(text, []byte(",")) {
		fmt.Printf("%q ", part)
	}
	for part := range bytes.SplitAfterSeq(text, []byte(",")) {
		fmt.Printf("%q ", part)
	}
	for part := range bytes.SplitSeq([]byte("é\xffx"), nil) {
		fmt.Printf("%q ", part)
	}
	for field := range bytes.FieldsSeq(text) {
		fmt.Printf("%q ", field)
	}
	for field := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == 'é' }) {
		fmt.Printf("%q ", field)
	}
	fmt.Println()
	before, after, found := bytes.CutLast(text, []byte(","))
	fmt.Printf("%q %q %v\n", before, after, found)
	fmt.Println(strings.ToUpperSpecial(unicode.TurkishCase, "iıx"), strings.ToLowerSpecial(unicode.AzeriCase, "Iİ"), strings.ToTitleSpecial(unicode.TurkishCase, "iI"))
	odd := unicode.SpecialCase{{Lo: 'a', Hi: 'f', Delta: [3]rune{unicode.UpperLower, unicode.UpperLower, 0}}}
	fmt.Printf("%s %s %s\n", bytes.ToUpperSpecial(odd, []byte("abcz")), bytes.ToLowerSpecial(odd, []byte("abcZ")), bytes.ToTitleSpecial(odd, []byte("abz")))
	fmt.Println(strconv.QuoteToGraphic("\u00a0\u3000\u200b\t"), strconv.QuoteRuneToGraphic('\u3000'), strconv.QuoteRune(-1))
	for _, s := range []string{`"a\"b"c`, "`x`y", `'a'b`, `'ab'`, `''`, `"\q"`, `"a` + "\n" + `"`, `""`, `"`, "`", "x", `'\''`, `"\x41é"z`} {
		prefix, err := strconv.QuotedPrefix(s)
		fmt.Printf("%q %v;", prefix, err)
	}
	fmt.Println()
	for _, s := range []string{`\n`, `\x4g`, `\377`, `\400`, `\u12`, `\ud800`, `\'`, `'`, `"`, "é!", "\xff", `\"x`, `\U0001F600.`, ``, `\`} {
		for _, quote := range []byte{'\'', '"', 0} {
			r, multi, tail, err := strconv.UnquoteChar(s, quote)
			fmt.Print(r, multi, tail, err, ";")
		}
	}
	fmt.Println()
	file, _ := os.CreateTemp("", "")
	defer os.Remove(file.Name())
	w := io.NewOffsetWriter(file, 2)
	fmt.Fprint(w, "hello")
	w.WriteAt([]byte("J"), 0)
	_, err := w.Seek(-9, io.SeekCurrent)
	fmt.Println(err)
	section := io.NewSectionReader(file, 1, 1<<63-1)
	data, _ := io.ReadAll(section)
	_, offset, length := section.Outer()
	fmt.Printf("%q %v %v\n", data, offset, length)
}

// Output:
// "a,b,,c\n" 7;"d e\xff é\n" 8;"\n" 1;"a" "b" "" "c\nd e\xff é\n\n" "a," "b," "," "c\nd e\xff é\n\n" "é" "\xff" "x" "a,b,,c" "d" "e\xff" "é" "a" "b" "c\nd e\xff " "\n\n"
// "a,b," "c\nd e\xff é\n\n" true
// İIX ıi İI
// aacZ bbdz abZ
// " 　\u200b\t" '　' '�'
// "\"a\\\"b\"" <nil>;"`x`" <nil>;"'a'" <nil>;"" invalid syntax;"''" <nil>;"" invalid syntax;"" invalid syntax;"\"\"" <nil>;"" invalid syntax;"" invalid syntax;"" invalid syntax;"'\\''" <nil>;"\"\\x41é\"" <nil>;
// 10 false<nil>;10 false<nil>;10 false<nil>;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;255 false<nil>;255 false<nil>;255 false<nil>;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;39 false<nil>;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;39 false<nil>;39 false<nil>;34 false<nil>;0 falseinvalid syntax;34 false<nil>;233 true!<nil>;233 true!<nil>;233 true!<nil>;65533 true<nil>;65533 true<nil>;65533 true<nil>;0 falseinvalid syntax;34 falsex<nil>;0 falseinvalid syntax;128512 true.<nil>;128512 true.<nil>;128512 true.<nil>;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;0 falseinvalid syntax;
// Seek: invalid offset
// "\x00Jello" 1 9223372036854775807
