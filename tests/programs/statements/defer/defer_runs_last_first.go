package main

import "fmt"

func f() (n int) {
	defer func() { n *= 2 }()
	for i := range 3 {
		defer fmt.Println("deferred", i)
	}
	return 21
}

func main() { fmt.Println(f()) }

// Output:
// deferred 2
// deferred 1
// deferred 0
// 42
