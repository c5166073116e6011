// Two people in a hallway step aside in step, each into the other's way: they act, and nothing moves.
// Expect both to try left and right five times and to give up. The steps follow a clock that waits
// until both stand in the hallway, so that they never get out of step.
package main

import (
	"bytes"
	"fmt"
	"sync"
)

// A barrier lets nobody pass before both have come.
type barrier struct {
	mu      sync.Mutex
	arrived int
	open    chan struct{}
}

func (b *barrier) wait() {
	b.mu.Lock()
	b.arrived++
	open := b.open
	if b.arrived == 2 {
		close(b.open)
		b.arrived, b.open = 0, make(chan struct{})
	}
	b.mu.Unlock()
	<-open
}

func main() {
	step := barrier{open: make(chan struct{})}
	var left, right int
	var mu sync.Mutex
	change := func(dir *int, by int) int {
		mu.Lock()
		defer mu.Unlock()
		*dir += by
		return *dir
	}

	tryDir := func(name string, dir *int, out *bytes.Buffer) bool {
		fmt.Fprintf(out, " %v", name)
		change(dir, 1)
		step.wait()
		alone := change(dir, 0) == 1
		step.wait()
		if alone {
			fmt.Fprint(out, ". Success!")
			return true
		}
		change(dir, -1)
		step.wait()
		return false
	}

	walk := func(name string) string {
		var out bytes.Buffer
		fmt.Fprintf(&out, "%v is trying to scoot:", name)
		for range 5 {
			if tryDir("left", &left, &out) || tryDir("right", &right, &out) {
				return out.String()
			}
		}
		fmt.Fprintf(&out, "\n%v tosses her hands up in exasperation!", name)
		return out.String()
	}

	lines := make([]string, 2)
	var people sync.WaitGroup
	for i, name := range []string{"Alice", "Barbara"} {
		people.Go(func() { lines[i] = walk(name) })
	}
	people.Wait()
	for _, line := range lines {
		fmt.Println(line)
	}
}
