package deadlock

import (
	"sync"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestChannel(t *testing.T) {
	defer func() { t.Log("deferred calls run") }()
	t.Log("waits for ever")
	<-make(chan int)
	t.Log("never")
}

func TestSubtest(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		var mu sync.Mutex
		mu.Lock()
		mu.Lock()
	})
	t.Log("the parent goes on")
}

func TestDeferredWaitsToo(t *testing.T) {
	c := make(chan int)
	defer func() { <-c }()
	c <- 1
}

func TestAfter(t *testing.T) { t.Log("runs") }
