package main

type T struct{ a, b int }

var k = 1

func main() {
	_ = T{1} // ERROR "too few values in struct literal of type T"
	_ = T{1, 2, 3} // ERROR "too many values in struct literal of type T"
	_ = T{a: 1, 2} // ERROR "mixture of field:value and value elements in struct literal"
	_ = T{c: 1} // ERROR "unknown field c in struct literal of type T"
	_ = T{a: 1, a: 2} // ERROR "duplicate field name a in struct literal"
	_ = []int{k: 1} // ERROR "index k must be integer constant"
	_ = map[string]int{"a": 1, "a": 2} // ERROR "duplicate key "a" in map literal"
	_ = []int{0: 1, 0: 2} // ERROR "duplicate index 0 in array or slice literal"
	_ = map[int]int{1} // ERROR "missing key in map literal"
	_ = int{} // ERROR "invalid composite literal type int"
}
