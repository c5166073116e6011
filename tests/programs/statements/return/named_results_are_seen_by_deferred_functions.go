package main

import "fmt"

func a() (x int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("caught %v", e)
		}
	}()
	x = 1
	panic("p")
}
func b() (x int) {
	defer func() { x++ }()
	return x + 10
}
func c() (x, y int) {
	x, y = 1, 2
	return y, x
}
func d() (s []int) {
	defer func() { s[0] = 9 }()
	s = []int{1}
	return
}

func main() {
	fmt.Println(a())
	fmt.Println(b())
	fmt.Println(c())
	fmt.Println(d())
}

// Output:
// 1 caught p
// 11
// 2 1
// [9]
