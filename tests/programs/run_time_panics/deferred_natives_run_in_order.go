package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type account struct {
	name string
	mu   sync.Mutex
	n    int64
}

func (a *account) change(by int64) (before int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer atomic.AddInt64(&a.n, by)
	if by < 0 {
		panic("negative")
	}
	return atomic.LoadInt64(&a.n)
}

func try(a *account, by int64) {
	defer func() { fmt.Println("recovered", recover(), a.mu.TryLock()) }()
	defer fmt.Println("before recovering")
	fmt.Println("returned", a.change(by))
}

func main() {
	a := &account{}
	try(a, 5)
	a.mu.Unlock()
	try(a, -2)
	a.mu.Unlock()
	fmt.Println(a.n)
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer a.mu.Unlock()
			a.mu.Lock()
			a.n++
		}()
	}
	func() {
		defer a.mu.Unlock()
		defer a.mu.Lock()
		defer wg.Wait()
	}()
	fmt.Println(a.n)
	// Output:
	// returned 0
	// before recovering
	// recovered <nil> true
	// before recovering
	// recovered negative true
	// 3
	// 6
}
