// The cure for two locks: everybody takes them in the same order.
// Expect "sum=3" twice.
package main

import (
	"fmt"
	"sync"
)

type value struct {
	mu    sync.Mutex
	id    int
	value int
}

func main() {
	var wg sync.WaitGroup
	printSum := func(v1, v2 *value) {
		defer wg.Done()
		first, second := v1, v2
		if second.id < first.id {
			first, second = second, first
		}
		first.mu.Lock()
		defer first.mu.Unlock()
		second.mu.Lock()
		defer second.mu.Unlock()
		fmt.Printf("sum=%v\n", v1.value+v2.value)
	}

	a, b := value{id: 1, value: 1}, value{id: 2, value: 2}
	wg.Add(2)
	go printSum(&a, &b)
	go printSum(&b, &a)
	wg.Wait()
}
