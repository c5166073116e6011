package main

import "fmt"

var (
	v     = []int{1, 2, 3}
	m     map[int]int
	trace []string
)

func id(i int) int {
	trace = append(trace, fmt.Sprint("id", i))
	return i
}

func f() int {
	trace = append(trace, "f")
	v = append(v, 4)
	return len(v)
}

func pair() (int, int) {
	trace = append(trace, "pair")
	return 1, 2
}

func try(do func()) {
	v, trace = []int{1, 2, 3}, nil
	defer func() { fmt.Println(recover(), trace, v) }()
	do()
}

func main() {
	try(func() { v[v[id(1)&1]+7] = f() })
	try(func() { v[id(3)] = f() })
	try(func() { v[id(3)] += f() })
	try(func() { v[id(9)], v[0] = f(), v[2] })
	try(func() { v[id(9)], v[id(0)] = pair() })
	try(func() { m[id(1)] = f() })
	try(func() { m[id(1)], v[v[id(0)]] = pair() })
}

// Output:
// runtime error: index out of range [9] with length 4 [id1 f] [1 2 3 4]
// <nil> [id3 f] [1 2 3 4]
// <nil> [id3 f] [1 2 3 8]
// runtime error: index out of range [9] with length 4 [id9 f] [1 2 3 4]
// runtime error: index out of range [9] with length 3 [id9 id0 pair] [1 2 3]
// assignment to entry in nil map [id1 f] [1 2 3 4]
// assignment to entry in nil map [id1 id0 pair] [1 2 3]
