package main

import "fmt"

func main() {
	m := map[string]int{"a": 1, "b": 2}
	c := make(chan int, 1)
	s := []int{1, 2}
	func() {
		defer delete(m, "a")
		defer close(c)
		defer copy(s, []int{9})
		defer print("")
		defer clear(s[1:])
		fmt.Println(len(m), s)
	}()
	_, ok := <-c
	fmt.Println(m, ok, s)
	defer panic("deferred")
}

// Output:
// 2 [1 2]
// map[b:2] false [9 0]

// panic: deferred
