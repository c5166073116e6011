package main

import "fmt"

type List struct {
	next *List
	val  int
}

func (l *List) Sum() int {
	if l == nil {
		return 0
	}
	return l.val + l.next.Sum()
}

type Tree map[string]Tree
type F func(F) F
type S []S

func main() {
	type local struct{ p *local }
	var l local
	l.p = &l
	t := Tree{"a": {"b": nil}}
	s := S{nil, S{}, {S{}}}
	fmt.Println((&List{&List{nil, 2}, 3}).Sum(), len(t["a"]), len(s[2]), l.p.p.p == &l, t)
}

// Output:
// 5 1 1 true map[a:map[b:map[]]]
