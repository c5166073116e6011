package main

import "fmt"

const huge = 1 << 100

func main() {
	fmt.Println(huge>>98, huge/(huge-1))
	const third = 1.0 / 3
	fmt.Println(third*3 == 1)
}

// Output:
// 4 1
// true
