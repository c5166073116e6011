package main

import "fmt"

type counter struct{ n, steps int }

func (c *counter) get() int { return c.n }
func (c *counter) add(by int) {
	c.n += by
	c.steps++
}
func (c *counter) orZero() int {
	if c == nil {
		return -1
	}
	return c.n
}

func swapped(a, b int) (int, int)    { return b, a }
func (c counter) with(n int) counter { c.n = n; return c }
func larger(a, b *counter) *counter {
	if a.n > b.n {
		return a
	}
	return b
}

func try(name string, f func() int) {
	defer func() {
		if x := recover(); x != nil {
			fmt.Println(name, x)
		}
	}()
	fmt.Println(name, f())
}

func main() {
	var none *counter
	some := &counter{n: 3}
	try("get", func() int { return some.get() })
	try("get of nil", func() int { return none.get() })
	try("orZero", func() int { return some.orZero()*10 + none.orZero() })
	try("add", func() int { some.add(4); some.add(some.get()); return some.n*10 + some.steps })
	try("add to nil", func() int { none.add(1); return 1 })
	try("larger", func() int { return larger(some, &counter{n: 20}).n })
	try("larger with nil", func() int { return larger(some, none).n })
	a, b := swapped(1, 2)
	a, b = swapped(a, b)
	c := counter{5, 6}
	c = c.with(c.n + c.steps)
	d := c.with(7).with(8)
	fmt.Println(a, b, c, d, some.get()+some.get())
	// Output:
	// get 3
	// get of nil runtime error: invalid memory address or nil pointer dereference
	// orZero 29
	// add 142
	// add to nil runtime error: invalid memory address or nil pointer dereference
	// larger 20
	// larger with nil runtime error: invalid memory address or nil pointer dereference
	// 1 2 {11 6} {8 6} 28
}
