package main

import "fmt"

func change(a [2][2]int) [2][2]int {
	a[0][0] = 9
	return a
}

func main() {
	a := [2][2]int{{1, 2}, {3, 4}}
	b := a
	b[1][1] = 0
	p := &a
	p[0][1] = 7
	row := a[0]
	row[0] = 100
	fmt.Println(a, b, change(a), a == [2][2]int{{1, 7}, {3, 4}}, row)
	for i, r := range a {
		r[0] = -1
		a[1][0] = 50
		fmt.Println(i, r)
	}
	fmt.Println(a, len(a), [...]string{2: "c", 0: "a"})
	var z [0]int
	fmt.Println(z, len(z), z == [0]int{})
}

// Output:
// [[1 7] [3 4]] [[1 2] [3 0]] [[9 7] [3 4]] true [100 7]
// 0 [-1 7]
// 1 [-1 4]
// [[1 7] [50 4]] 2 [a  c]
// [] 0 true
