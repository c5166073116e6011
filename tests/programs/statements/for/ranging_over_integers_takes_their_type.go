package main

import "fmt"

type N uint8

func main() {
	for i := range N(3) {
		fmt.Printf("%T%d ", i, i)
	}
	for i := range -1 {
		fmt.Println("never", i)
	}
	const c = 2
	for i := range c {
		fmt.Printf("%T ", i)
	}
	var n int64 = 2
	for i := range n {
		n = 10
		i++
		fmt.Print(i, " ")
	}
	var x int32
	for x = range 3 {
	}
	for range 2 {
		fmt.Print("x")
	}
	fmt.Println(x, n)
}

// Output:
// main.N0 main.N1 main.N2 int int 1 2 xx2 10
