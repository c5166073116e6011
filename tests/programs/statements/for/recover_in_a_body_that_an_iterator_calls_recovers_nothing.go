package main

import "fmt"

func once(yield func(int) bool) { yield(1) }

func try(f func()) {
	defer func() { fmt.Println("left over", recover()) }()
	f()
}

func direct() {
	defer func() {
		for i := range once {
			fmt.Println(i, recover())
		}
	}()
	panic("a")
}

func deferred() {
	for i := range once {
		defer func() { fmt.Println(i, recover()) }()
	}
	panic("b")
}

func deferredTwice() {
	for range once {
		defer func() {
			for range once {
				fmt.Println(recover())
			}
		}()
	}
	panic("c")
}

func byTheIterator() {
	it := func(yield func() bool) {
		defer yield()
		panic("d")
	}
	for range it {
		fmt.Println("body", recover())
	}
}

func main() {
	try(direct)
	try(deferred)
	try(deferredTwice)
	try(byTheIterator)
}

// Output:
// 1 <nil>
// left over a
// 1 b
// left over <nil>
// <nil>
// left over c
// body d
// left over <nil>
