// Interface method calls and type switches over a slice of values.
package main

import "fmt"

type node interface{ eval(x int) int }

type number struct{ value int }
type variable struct{}
type sum struct{ left, right node }
type product struct{ left, right node }

func (n number) eval(int) int     { return n.value }
func (variable) eval(x int) int   { return x }
func (s *sum) eval(x int) int     { return s.left.eval(x) + s.right.eval(x) }
func (p *product) eval(x int) int { return p.left.eval(x) * p.right.eval(x) % 10007 }

func size(n node) int {
	switch n := n.(type) {
	case number, variable:
		return 1
	case *sum:
		return 1 + size(n.left) + size(n.right)
	case *product:
		return 1 + size(n.left) + size(n.right)
	}
	return 0
}

func build(depth int) node {
	if depth == 0 {
		return number{7}
	}
	if depth == 1 {
		return variable{}
	}
	if depth%2 == 0 {
		return &sum{build(depth - 1), build(depth - 2)}
	}
	return &product{build(depth - 2), build(depth - 1)}
}

func main() {
	tree, total := build(12), 0
	for x := 0; x < 2500; x++ {
		total = (total + tree.eval(x) + size(tree)) % 1000003
	}
	fmt.Println("shapes", total)
}
