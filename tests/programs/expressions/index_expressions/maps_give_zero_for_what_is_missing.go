package main

import "fmt"

type K struct{ a, b int }

func main() {
	m := map[K][]string{{1, 2}: {"x"}}
	v, ok := m[K{1, 2}]
	fmt.Println(v, ok, m[K{}] == nil, len(m[K{3, 4}]))
	m[K{}] = append(m[K{}], "y")
	n := map[string]map[string]int{"a": {"b": 1}}
	fmt.Println(m, n["a"]["b"], n["x"]["y"])
	type S struct{ n int }
	p := map[string]*S{"a": {1}}
	p["a"].n++
	fmt.Println(p["a"].n)
	defer func() { fmt.Println(recover()) }()
	n["x"]["y"] = 1
}

// Output:
// [x] true true 0
// map[{0 0}:[y] {1 2}:[x]] 1 0
// 2
// assignment to entry in nil map
