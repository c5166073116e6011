// Loops over floats in one slice: a heat equation, a sum of squares, a polynomial.
package main

import "fmt"

func main() {
	const n = 200
	now, next := make([]float64, n*n), make([]float64, n*n)
	for i := range now {
		now[i] = float64(i%17) / 17
	}
	for t := 0; t < 25; t++ {
		for y := 1; y < n-1; y++ {
			for x := 1; x < n-1; x++ {
				i := y*n + x
				next[i] = now[i] + 0.1*(now[i-1]+now[i+1]+now[i-n]+now[i+n]-4*now[i])
			}
		}
		now, next = next, now
	}
	sum := 0.0
	for _, v := range now {
		p := ((v*0.3+1.5)*v-2)*v + 0.25
		sum += v*v + p
	}
	fmt.Printf("stencil %.9f\n", sum)
}
