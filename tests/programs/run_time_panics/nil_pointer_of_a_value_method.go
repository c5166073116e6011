package main

import "fmt"

type point struct{ x int }

func (p point) show() { fmt.Println(p.x) }

type shower interface{ show() }

var showers = []shower{(*point)(nil)}

func main() {
	defer func() { fmt.Println(recover()) }()
	showers[0].show()
}

// Output:
// value method main.point.show called using nil *point pointer
