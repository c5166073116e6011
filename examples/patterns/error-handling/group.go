// Error handling as errgroup does it: the first error cancels the context of all, and is returned
// once all have ended.
// Expect the error of the second task; the others stop because their context is cancelled.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type Group struct {
	wg     sync.WaitGroup
	once   sync.Once
	err    error
	cancel context.CancelCauseFunc
}

func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{cancel: cancel}, ctx
}

func (g *Group) Go(task func() error) {
	g.wg.Go(func() {
		if err := task(); err != nil {
			g.once.Do(func() {
				g.err = err
				g.cancel(err)
			})
		}
	})
}

func (g *Group) Wait() error {
	g.wg.Wait()
	g.cancel(g.err)
	return g.err
}

func main() {
	g, ctx := WithContext(context.Background())
	for i := range 4 {
		g.Go(func() error {
			if i == 1 {
				return errors.New("task 1 failed")
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Minute):
				return nil
			}
		})
	}
	fmt.Println("error:", g.Wait())
	fmt.Println("cause:", context.Cause(ctx))
}
