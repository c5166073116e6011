package main

import "fmt"

type counter struct{ n int }

func (c counter) get() int { return c.n }
func (c *counter) inc()    { c.n++ }

type getter interface{ get() int }

func main() {
	c := counter{1}
	get, inc := c.get, c.inc
	inc()
	inc()
	fmt.Println(get(), c.get())
	var g getter = c
	bound := g.get
	g = &c
	c.n = 10
	fmt.Println(bound(), g.get(), getter.get(g), (*counter).get(&c))
}

// Output:
// 1 3
// 3 10 10 10
