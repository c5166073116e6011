// sync.Map: a map that goroutines share without a lock of their own.
// Expect 100 entries, and one loser and one winner for the same key.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var m sync.Map
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() { m.Store(i, i*i) })
	}
	wg.Wait()

	entries := 0
	m.Range(func(_, _ any) bool {
		entries++
		return true
	})
	nine, _ := m.Load(9)
	fmt.Println("entries:", entries, "nine squared:", nine)

	_, loaded := m.LoadOrStore("key", 1)
	fmt.Println("loaded:", loaded)
	value, loaded := m.LoadOrStore("key", 2)
	fmt.Println("loaded:", loaded, "value:", value)
}
