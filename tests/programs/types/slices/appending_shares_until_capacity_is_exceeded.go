package main

import "fmt"

func main() {
	a := make([]int, 2, 4)
	b := append(a, 1)
	c := append(a, 2)
	fmt.Println(b, c, len(a), cap(a))
	d := append(a[:1:1], 9)
	fmt.Println(a, d, cap(a[1:3]), cap(a[1:2:3]))
	var n []int
	n = append(n, n...)
	fmt.Println(n == nil, append([]byte("x"), "yz"...), append(n, 1)[0])
	e := append([]int{}, []int{}...)
	fmt.Println(e == nil, len(append([]int(nil), make([]int, 3)...)))
}

// Output:
// [0 0 2] [0 0 2] 2 4
// [0 0] [0 9] 3 2
// true [120 121 122] 1
// false 3
