// A deadline on one branch of a call tree cancels the other branch, too: the greeting times out, and
// its caller cancels the farewell.
// Expect both failures: the greeting exceeds its deadline, the farewell is canceled.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	var wg sync.WaitGroup
	wg.Go(func() {
		if err := printGreeting(ctx); err != nil {
			fmt.Printf("cannot print greeting: %v\n", err)
			cancel()
		}
	})
	wg.Go(func() {
		if err := printFarewell(ctx); err != nil {
			fmt.Printf("cannot print farewell: %v\n", err)
		}
	})
	wg.Wait()
}

func printGreeting(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	lang, err := locale(ctx)
	if err != nil {
		return err
	}
	fmt.Println("hello world!", lang)
	return nil
}

func printFarewell(ctx context.Context) error {
	lang, err := locale(ctx)
	if err != nil {
		return err
	}
	fmt.Println("goodbye world!", lang)
	return nil
}

func locale(ctx context.Context) (string, error) {
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(time.Minute):
	}
	return "EN/US", nil
}
