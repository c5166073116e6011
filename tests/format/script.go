#!/usr/bin/env burrow
// A script.

results := make(chan string)

func square(x int) int { return x * x }

for _, name := range []string{"ada", "grace"} {
	go func() { results <- name }()
}
type point struct{ x, y int }
fmt.Println(square(3), <-results)
