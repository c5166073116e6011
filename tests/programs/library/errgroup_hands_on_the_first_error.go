package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
)

func main() {
	group, ctx := errgroup.WithContext(context.Background())
	first := errors.New("first")
	group.Go(func() error { return first })
	group.Go(func() error {
		<-ctx.Done()
		return errors.New("second")
	})
	fmt.Println(group.Wait(), context.Cause(ctx))

	var limited errgroup.Group
	limited.SetLimit(2)
	var active, most atomic.Int32
	for range 20 {
		limited.Go(func() error {
			if now := active.Add(1); now > most.Load() {
				most.Store(now)
			}
			active.Add(-1)
			return nil
		})
	}
	fmt.Println(limited.Wait(), most.Load() <= 2)
	limited.SetLimit(0)
	fmt.Println(limited.TryGo(func() error { return nil }))

	weighted := semaphore.NewWeighted(3)
	fmt.Println(weighted.TryAcquire(2), weighted.TryAcquire(2), weighted.Acquire(ctx, 1))
	fmt.Println(weighted.Acquire(context.Background(), 1))
	got := make(chan bool)
	go func() { got <- weighted.Acquire(context.Background(), 3) == nil }()
	weighted.Release(2)
	weighted.Release(1)
	fmt.Println(<-got)

	var flight singleflight.Group
	release := make(chan struct{})
	results := flight.DoChan("key", func() (any, error) { <-release; return 42, nil })
	also := flight.DoChan("key", func() (any, error) { return 43, nil })
	close(release)
	fmt.Println(<-results, <-also)
	fmt.Println(flight.Do("key", func() (any, error) { return 44, nil }))
	func() {
		defer func() { fmt.Println(recover() != nil) }()
		flight.Do("key", func() (any, error) { panic("oops") })
	}()
	defer func() { fmt.Println(recover()) }()
	weighted.Release(4)
}

// Output:
// first first
// <nil> true
// false
// true false context canceled
// <nil>
// true
// {42 <nil> true} {42 <nil> true}
// 44 <nil> false
// true
// semaphore: released more than held
