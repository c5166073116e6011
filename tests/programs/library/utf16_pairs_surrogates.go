package main

import (
	"fmt"
	"unicode/utf16"
)

func main() {
	words := utf16.Encode([]rune{'a', 'é', '😀', 0xd800, -1, 0x110000})
	fmt.Printf("%x %q\n", words, utf16.Decode(words))
	fmt.Printf("%q\n", utf16.Decode([]uint16{0xd83d, 'x', 0xde00, 0xd83d}))
	fmt.Println(utf16.EncodeRune('x'))
	fmt.Println(utf16.DecodeRune(0xd83d, 0xde00) == '😀', utf16.RuneLen('😀'), utf16.RuneLen(0xdc00), utf16.IsSurrogate(0xdc00))
	fmt.Printf("%x\n", utf16.AppendRune([]uint16{1}, '😀'))
}

// Output:
// [61 e9 d83d de00 fffd fffd fffd] ['a' 'é' '😀' '�' '�' '�']
// ['�' 'x' '�' '�']
// 65533 65533
// true 2 -1 true
// [1 d83d de00]
