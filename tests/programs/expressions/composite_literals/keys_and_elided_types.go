package main

import "fmt"

type P struct{ x, y int }
type PP *P

func main() {
	fmt.Println([...]string{5: "f", 2: "c", "d"}, [3]int{1: 2}, len([...]int{9: 1}), []int{3: 1, 0: 2, 5})
	fmt.Println([]P{{1, 2}, {y: 3}}, map[P]string{{1, 2}: "a"}, [][]int{{1}, {2, 3}, nil}, map[string][]P{"a": {{}}})
	for _, p := range []*P{{1, 2}, {}} {
		fmt.Print(*p)
	}
	m := map[*P]int{{1, 2}: 3}
	for k, v := range m {
		fmt.Println(*k, v)
	}
	const a, b = 'a', 'b'
	fmt.Println([...]bool{b: true}[a], len([...]int{'z': 1}), &[]int{1}, &map[int]int{1: 2}, *&P{1, 2})
	type T[E any] struct{ e E }
	fmt.Println([]T[int]{{1}, {2}}, T[string]{"s"}, T[P]{P{1, 2}})
}

// Output:
// [  c d  f] [0 2 0] 10 [2 5 0 1]
// [{1 2} {0 3}] map[{1 2}:a] [[1] [2 3] []] map[a:[{0 0}]]
// {1 2}{0 0}{1 2} 3
// false 123 &[1] &map[1:2] {1 2}
// [{1} {2}] {s} {{1 2}}
