// Generic functions and types: a heap of any ordered type, map and reduce.
package main

import (
	"cmp"
	"fmt"
)

type heap[T cmp.Ordered] struct{ items []T }

func (h *heap[T]) push(x T) {
	h.items = append(h.items, x)
	i := len(h.items) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if h.items[parent] <= h.items[i] {
			break
		}
		h.items[parent], h.items[i] = h.items[i], h.items[parent]
		i = parent
	}
}

func (h *heap[T]) pop() T {
	top, last := h.items[0], len(h.items)-1
	h.items[0] = h.items[last]
	h.items = h.items[:last]
	i := 0
	for {
		child := 2*i + 1
		if child >= last {
			break
		}
		if child+1 < last && h.items[child+1] < h.items[child] {
			child++
		}
		if h.items[i] <= h.items[child] {
			break
		}
		h.items[i], h.items[child] = h.items[child], h.items[i]
		i = child
	}
	return top
}

func transform[T, U any](list []T, f func(T) U) []U {
	var out []U
	for _, x := range list {
		out = append(out, f(x))
	}
	return out
}

func fold[T, A any](list []T, start A, f func(A, T) A) A {
	for _, x := range list {
		start = f(start, x)
	}
	return start
}

func main() {
	var h heap[int]
	var g heap[float64]
	x, sum := 1, 0
	for i := 0; i < 60000; i++ {
		x = x * 48271 % 2147483647
		h.push(x % 10000)
		g.push(float64(x%5000) / 3)
		if i%3 == 2 {
			sum += h.pop() + int(g.pop())
		}
	}
	halves := transform(h.items, func(x int) float64 { return float64(x) / 2 })
	total := fold(halves, 0.0, func(sum, x float64) float64 { return sum + x })
	fmt.Printf("generics %d %.1f\n", sum, total)
}
