package main

import "fmt"

type MyString string
type MyBytes []byte
type MyRune rune

func main() {
	fmt.Printf("%q %q %q %q\n", string(rune(65)), string(rune(-1)), string(rune(0x10FFFF+1)), string(rune(0xD800)))
	fmt.Println([]byte("hé"), []rune("hé\xff"), string([]byte{104, 195}), string([]rune{0x4e16, -1, 0x65}))
	fmt.Println(MyString([]byte("x")), MyBytes("ab"), string(MyBytes{99}), []MyRune("é"), string([]MyRune{97}))
	b := []byte("abc")
	s := string(b)
	b[0] = 'z'
	fmt.Println(s, string(b), string([]byte(nil)) == "", []byte("") == nil)
}

// Output:
// "A" "�" "�" "�"
// [104 195 169] [104 233 65533] h� 世�e
// x [97 98] c [233] a
// abc zbc true false
