package main

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/time/rate"
)

func main() {
	start := time.Unix(1000, 0)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	limiter := rate.NewLimiter(10, 2)
	fmt.Println(limiter.AllowN(at(0), 1), limiter.AllowN(at(0), 1), limiter.AllowN(at(0), 1), limiter.TokensAt(at(50)))
	fmt.Println(limiter.AllowN(at(100), 1), limiter.AllowN(at(100), 1))
	r := limiter.ReserveN(at(100), 2)
	fmt.Println(r.OK(), r.DelayFrom(at(100)), r.DelayFrom(at(1000)))
	later := limiter.ReserveN(at(100), 1)
	fmt.Println(later.DelayFrom(at(100)))
	later.CancelAt(at(100))
	fmt.Println(limiter.TokensAt(at(100)))
	fmt.Println(limiter.ReserveN(at(100), 3).OK(), limiter.ReserveN(at(100), 3).DelayFrom(at(100)) == rate.InfDuration)
	limiter.SetLimitAt(at(1000), 1)
	limiter.SetBurstAt(at(1000), 5)
	fmt.Println(limiter.Limit(), limiter.Burst(), limiter.TokensAt(at(2000)), limiter.TokensAt(at(60000)))
	fmt.Println(rate.NewLimiter(0, 1).WaitN(context.Background(), 2))
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	slow := rate.NewLimiter(rate.Every(24*time.Hour), 1)
	fmt.Println(slow.Wait(ctx), slow.Wait(ctx))
	cancel()
	fmt.Println(slow.Wait(ctx), rate.NewLimiter(rate.Inf, 0).Wait(context.Background()))
	sometimes, count := rate.Sometimes{First: 2, Every: 5}, 0
	for range 11 {
		sometimes.Do(func() { count++ })
	}
	fmt.Println(count)
}

// Output:
// true true false 0.5
// true false
// true 200ms 0s
// 300ms
// -2
// false true
// 1 5 3 5
// rate: Wait(n=2) exceeds limiter's burst 1
// <nil> rate: Wait(n=1) would exceed context deadline
// context canceled <nil>
// 4
