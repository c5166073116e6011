package main

import "fmt"

func main() {
	var p *[3]int
	var s []int
	var m map[int]int
	var c chan int
	fmt.Println(len(p), cap(p), len(s), cap(s), len(m), len(c), cap(c), len("é"), len([2][3]int{}))
	c = make(chan int, 4)
	c <- 1
	fmt.Println(len(c), cap(c), cap(make([]int, 1, 9)), len(struct{ a [5]int }{}.a))
}

// Output:
// 3 3 0 0 0 0 0 2 2
// 1 4 9 5
