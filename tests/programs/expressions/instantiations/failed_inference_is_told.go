package main

func f[T any]() T                      { panic(0) }
func g[T any](a, b T)                  {}
func h[T any](x []T)                   {}
func k[T ~int](x T)                    {}
func l[K comparable, V any](m map[K]V) {}

func main() {
	f() // ERROR "in call to f, cannot infer T (declared"
	g(1, "a") // ERROR "in call to g, mismatched types untyped int and untyped string (cannot infer T)"
	h(1) // ERROR "in call to h, cannot infer T (declared"
	k("s") // ERROR "string does not satisfy ~int (string missing in ~int)"
	l([]int{}) // ERROR "in call to l, type []int of []int{} does not match map[K]V (cannot infer K and V)"
	g[int, int](1, 2) // ERROR "got 2 type arguments but want 1"
	var x = g // ERROR "declared and not used: x"
	h(nil) // ERROR "in call to h, cannot infer T (declared"
	g(nil, nil) // ERROR "in call to g, cannot infer T (declared"
	_ = f[[]int]
}
