package main

import "fmt"

func two(yield func(int) bool) {
	defer fmt.Println("iterator ends")
	_ = yield(1) && yield(2)
}

func find(n int) (r string) {
	defer func() { r += "!" }()
outer:
	for i := range two {
		for j := range two {
			switch {
			case n == 0:
				continue outer
			case n == 1:
				break outer
			case n == 2:
				goto end
			case n == 3 && j == 2:
				return fmt.Sprint(i, j)
			}
		}
	}
	return "done"
end:
	return "end"
}

func main() {
	for n := range 4 {
		fmt.Println(n, find(n))
	}
}

// Output:
// iterator ends
// iterator ends
// iterator ends
// 0 done!
// iterator ends
// iterator ends
// 1 done!
// iterator ends
// iterator ends
// 2 end!
// iterator ends
// iterator ends
// 3 1 2!
