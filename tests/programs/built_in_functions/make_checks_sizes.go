package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	n, m := -1, 2
	try(func() { _ = make([]int, n) })
	try(func() { _ = make([]int, m, 1+m+n-1) })
	try(func() { _ = make([]int, 1, n) })
	try(func() { _ = make(chan int, n) })
	try(func() { fmt.Println(len(make(map[int]int, n))) })
	try(func() { _ = make([]int, uint64(1)<<63) }) // ERROR "invalid argument: index uint64(1) << 63 (constant 9223372036854775808 of type uint64) overflows int"
	s := make([]int, 2, 5.0)
	fmt.Println(len(s), cap(s), cap(make(chan int, 'a')), len(make([]int, int8(3))))
}
