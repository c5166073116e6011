package main

import (
	"fmt"
	"sync"
)

type guarded struct {
	mu sync.Mutex
	n  int
}

func (g *guarded) leave()      { g.mu.Unlock() }
func (g *guarded) leaveCount() { g.mu.Unlock(); g.n += 10 }

func (g *guarded) run(end func()) {
	g.mu.Lock()
	defer end()
	g.n++
}

func main() {
	g := &guarded{}
	func() {
		g.mu.Lock()
		defer g.leaveCount()
		defer g.mu.Lock()
		defer g.leave()
		g.n++
	}()
	fmt.Println(g.n, g.mu.TryLock())
	g.mu.Unlock()
	g.run(g.mu.Unlock)
	var locker sync.Locker = &g.mu
	g.run(locker.Unlock)
	func() {
		locker.Lock()
		defer locker.Unlock()
	}()
	fmt.Println(g.n, g.mu.TryLock(), g.mu.TryLock())
	done := make(chan bool)
	go func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.n *= 2
		close(done)
	}()
	func() {
		defer g.mu.Unlock()
		for i := 0; i < 1000; i++ {
			g.n += i & 1
		}
	}()
	<-done
	g.mu.Lock()
	fmt.Println(g.n)
	defer func() { fmt.Println(recover()) }()
	var none *guarded
	defer none.leave()
	// Output:
	// 11 true
	// 13 true false
	// 1026
	// runtime error: invalid memory address or nil pointer dereference
}
