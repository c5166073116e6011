// A cancellation with its cause, and a function that runs after it.
// Expect the context's error, the cause, and the clean-up.
package main

import (
	"context"
	"errors"
	"fmt"
)

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	cleaned := make(chan struct{})
	context.AfterFunc(ctx, func() {
		fmt.Println("cleaning up")
		close(cleaned)
	})
	cancel(errors.New("the disk is full"))
	<-cleaned
	fmt.Println("err:", ctx.Err())
	fmt.Println("cause:", context.Cause(ctx))
}
