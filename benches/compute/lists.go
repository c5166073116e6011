// Heap structures: a linked list, a binary search tree, a stack by append and reslicing.
package main

import "fmt"

type tree struct {
	left, right *tree
	key         int
}

func (t *tree) insert(key int) *tree {
	if t == nil {
		return &tree{key: key}
	}
	if key < t.key {
		t.left = t.left.insert(key)
	} else if key > t.key {
		t.right = t.right.insert(key)
	}
	return t
}

func (t *tree) has(key int) bool {
	for t != nil && t.key != key {
		if key < t.key {
			t = t.left
		} else {
			t = t.right
		}
	}
	return t != nil
}

type item struct {
	next  *item
	value int
}

func main() {
	var root *tree
	x, found := 12345, 0
	for i := 0; i < 30000; i++ {
		x = (x*1103515245 + 12345) & 0x7fffffff
		root = root.insert(x % 50000)
	}
	for key := 0; key < 100000; key++ {
		if root.has(key) {
			found++
		}
	}
	var list *item
	for i := 0; i < 200000; i++ {
		list = &item{list, i}
	}
	sum := 0
	for p := list; p != nil; p = p.next {
		sum += p.value
	}
	stack := []*tree{root}
	nodes := 0
	for len(stack) > 0 {
		t := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		nodes++
		if t.left != nil {
			stack = append(stack, t.left)
		}
		if t.right != nil {
			stack = append(stack, t.right)
		}
	}
	fmt.Println("lists", found, sum, nodes)
}
