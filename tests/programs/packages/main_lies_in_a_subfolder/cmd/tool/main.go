package main

// run: ./cmd/tool

import (
	"fmt"

	"example.com/tool/cmd/tool/internal/text"
	. "example.com/tool/internal/shapes"
	other "example.com/tool/internal/text"
)

func main() {
	var shape Shape = Square{Side: 3}
	fmt.Println(text.Join("a", "b"), other.Join("a", "b"))
	fmt.Printf("%v %T %s\n", shape.Area(), shape, Name(shape))
}

// Output:
// a-b a+b
// 9 shapes.Square square
