package synctest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		t.Log(start.UTC())
		time.Sleep(24 * time.Hour)
		t.Log(time.Since(start))
	})
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const timeout = 5 * time.Second
		ctx, cancel := context.WithTimeout(t.Context(), timeout)
		defer cancel()
		time.Sleep(timeout - time.Nanosecond)
		synctest.Wait()
		t.Log("before:", ctx.Err())
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		t.Log("after:", ctx.Err(), errors.Is(ctx.Err(), context.DeadlineExceeded))
	})
}

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := false
		go func() { done = true }()
		synctest.Wait()
		t.Log(done)
	})
}

func TestTicker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ticker := time.NewTicker(time.Minute)
		defer ticker.Stop()
		start := time.Now()
		for range 3 {
			t.Log((<-ticker.C).Sub(start))
		}
	})
}

func TestGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		var order []int
		for i := range 3 {
			wg.Go(func() {
				time.Sleep(time.Duration(3-i) * time.Second)
				mu.Lock()
				defer mu.Unlock()
				order = append(order, i)
			})
		}
		wg.Wait()
		t.Log(order, time.Now().UTC().Format(time.TimeOnly))
	})
}

func TestAfterFunc(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		called := 0
		timer := time.AfterFunc(time.Hour, func() { called++ })
		time.Sleep(time.Hour)
		synctest.Wait()
		t.Log(called, timer.Stop(), timer.Reset(time.Hour), timer.Stop())
	})
}

func TestFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		t.Cleanup(func() { t.Log("cleanup at", time.Now().UTC().Format(time.TimeOnly)) })
		time.Sleep(time.Minute)
		t.Fatal("after a minute")
	})
	t.Log("never")
}

func TestMisuse(t *testing.T) {
	defer func() { t.Log(recover()) }()
	synctest.Wait()
}

func TestMisuseInside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		misuse := []func(){
			func() { t.Run("x", func(*testing.T) {}) },
			func() { t.Parallel() },
			func() { t.Deadline() },
			func() { synctest.Test(t, func(*testing.T) {}) },
		}
		for _, f := range misuse {
			func() {
				defer func() { t.Log(recover()) }()
				f()
			}()
		}
	})
}
