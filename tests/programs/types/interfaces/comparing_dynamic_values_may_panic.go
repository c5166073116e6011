package main

import (
	"fmt"
	"math"
)

func try(f func() bool) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(e)
		}
	}()
	fmt.Println(f())
}

func main() {
	var a, b any = []int{1}, []int{1}
	try(func() bool { return a == b })
	try(func() bool { return a == any(1) })
	try(func() bool { return any(struct{ x any }{a}) == any(struct{ x any }{b}) })
	try(func() bool { return any([1]any{1}) == any([1]any{1}) })
	try(func() bool { return any(map[int]int{}) == nil })
	try(func() bool { return any(func() {}) == any(func() {}) })
	try(func() bool { return any(int32(1)) == any(int64(1)) })
	nan := math.NaN()
	try(func() bool { return any(nan) == any(nan) })
	m := map[any]int{}
	try(func() bool { m[[]int{}] = 1; return true })
	try(func() bool { return m[map[string]int{}] == 0 })
	try(func() bool { delete(m, any(func() {})); return true })
}

// Output:
// runtime error: comparing uncomparable type []int
// false
// runtime error: comparing uncomparable type []int
// true
// false
// runtime error: comparing uncomparable type func()
// false
// false
// runtime error: hash of unhashable type []int
// hash of unhashable type: map[string]int
// hash of unhashable type: func()
