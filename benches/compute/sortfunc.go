// Sorting with a func value: a heap sort and an insertion sort that call less.
package main

import (
	"fmt"
	"sort"
)

type record struct {
	key  int
	name string
}

func insertion(list []record, less func(a, b *record) bool) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && less(&list[j], &list[j-1]); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

func main() {
	seed, sum := uint32(1), 0
	for r := 0; r < 12; r++ {
		list := make([]record, 3000)
		for i := range list {
			seed = seed*1664525 + 1013904223
			list[i] = record{int(seed >> 8 % 5000), "r"}
		}
		insertion(list[:150], func(a, b *record) bool { return a.key < b.key })
		sort.Slice(list, func(i, j int) bool { return list[i].key < list[j].key })
		sum += list[0].key + list[1500].key + list[2999].key
	}
	fmt.Println("sortfunc", sum)
}
