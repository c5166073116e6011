package main

import "fmt"

func main() {
	a := []int{1, 2, 3}
	h := func() int { a[0] += 50; return 1 }
	fmt.Println(a[0]+h(), [3]int{a[0], h(), a[0]}, struct{ n int }{a[0] + h()})
	m := map[string]int{"a": 1}
	k := func() int { m["a"]++; return 1 }
	fmt.Println(m["a"]+k(), map[int]int{m["a"]: k()})
	s := []int{1}
	grow := func() int { s = append(s, 2, 3); return 0 }
	fmt.Println(len(s)+grow(), len(s[:1]), grow(), len(s))
	fn := func(n int) int { return n }
	swap := func() int { fn = func(n int) int { return -n }; return 3 }
	fmt.Println(fn(swap()))
	str := "x"
	cs := func() string { str = "y"; return "z" }
	fmt.Println(str + cs() + str)
	bs := []byte("ab")
	cb := func() string { bs[0] = 'z'; return "!" }
	fmt.Println(string(bs) + cb())
}

// Output:
// 152 [101 1 101] {152}
// 4 map[3:1]
// 1 1 0 5
// -3
// yzy
// zb!
