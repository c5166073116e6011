package main

import "fmt"

func main() {
	x := 1
x:
	for {
		for {
			x++
			if x < 4 {
				continue x
			}
			break x
		}
	}
	func() {
	x:
		for x > 0 {
			x--
			continue x
		}
	}()
	fmt.Println(x)
}

// Output:
// 0
