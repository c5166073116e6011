package main

type list[T any] []T // ERROR "type parameter requires go1.18 or later (-lang was set to go1.17; check go.mod)"

type set interface{ ~int } // ERROR "embedding interface element ~int requires go1.18 or later"

type alias = []int

func length(s []int) int { return min(len(s), 3) } // ERROR "built-in min requires go1.21 or later (-lang was set to go1.17; check go.mod)"

func main() {
	for range 3 { // ERROR "cannot range over 3 (untyped int constant): requires go1.22 or later"
	}
	for range func(func() bool) {} { // ERROR "requires go1.23 or later"
	}
	s := []int{1, 2, 3}
	clear(s) // ERROR "clear requires go1.21 or later"
	_ = (*[2]int)(s)
	_ = [2]int(s) // ERROR "conversion of slice to array requires go1.20 or later"
	_ = length(s)
	newer()
}
