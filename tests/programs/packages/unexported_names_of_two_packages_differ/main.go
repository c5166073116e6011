package main

import (
	"fmt"

	"example.com/differ/p"
)

type own struct{ p.Base }

func (own) secret() string { return "own" }

type secretive interface{ secret() string }

func main() {
	x := own{p.Base{Number: 1}}
	fmt.Println(x.secret(), p.Reveal(x), x.Number)
	var v any = p.Base{}
	_, ok := v.(secretive)
	fmt.Println("base is secretive here:", ok)
	var a any = struct{ x int }{1}
	fmt.Println("same struct:", a == p.Struct, p.Max(3, 4), p.Pair[string, int]{Key: "k", Value: 2})
}

// Output:
// own base 1
// base is secretive here: false
// same struct: false 4 {k 2}
