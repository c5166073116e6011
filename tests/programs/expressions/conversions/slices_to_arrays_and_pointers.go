package main

import "fmt"

func main() {
	s := []int{1, 2, 3, 4}
	p := (*[2]int)(s)
	a := [2]int(s)
	p[0] = 10
	fmt.Println(s, a, len(p), (*[0]int)(s) != nil, (*[0]int)([]int(nil)) == nil)
	for i, v := range (*[3]int)(s) {
		fmt.Print(i, v, " ")
	}
	defer func() { fmt.Println(recover()) }()
	_ = [5]int(s)
}

// Output:
// [10 2 3 4] [1 2] 2 true true
// 0 10 1 2 2 3 runtime error: cannot convert slice with length 4 to array or pointer to array with length 5
