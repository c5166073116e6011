package main

var (
	a = '\q' // ERROR "unknown escape"
	b = "\8" // ERROR "unknown escape"
	c = '\400' // ERROR "octal escape value 256 > 255"
	d = '\uD800' // ERROR "escape is invalid Unicode code point U+D800"
	e = '\U00110000' // ERROR "escape is invalid Unicode code point U+110000"
	f = "\xZ1" // ERROR "invalid character 'Z' in hexadecimal escape"
	g = '\"' // ERROR "unknown escape"
	h = "\'" // ERROR "unknown escape"
	i = 'ab' // ERROR "more than one character in rune literal"
	j = '' // ERROR "empty rune literal or unescaped '"
)

func main() {}
