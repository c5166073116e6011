// Closures as generators and filters: counters that keep state, functions made by functions.
package main

import "fmt"

func counter(from, step int) func() int {
	return func() int {
		from += step
		return from
	}
}

func filter(next func() int, keep func(int) bool) func() int {
	return func() int {
		for {
			if x := next(); keep(x) {
				return x
			}
		}
	}
}

func apply(f func(int) int, times int) func(int) int {
	return func(x int) int {
		for i := 0; i < times; i++ {
			x = f(x)
		}
		return x
	}
}

func main() {
	total := 0
	odd := filter(counter(0, 1), func(x int) bool { return x&1 == 1 })
	third := filter(odd, func(x int) bool { return x%3 == 0 })
	for i := 0; i < 100000; i++ {
		total += third()
	}
	twist := apply(func(x int) int { return (x*5 + 1) & 0xffff }, 20)
	for i := 0; i < 30000; i++ {
		total += twist(i)
	}
	fmt.Println("pipelinefn", total)
}
