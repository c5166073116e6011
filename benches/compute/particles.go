// Struct fields through pointers: particles in a box, positions and speeds updated in place.
package main

import "fmt"

type particle struct{ x, y, dx, dy, energy float64 }

func step(all []*particle, dt float64) {
	for _, p := range all {
		p.x += p.dx * dt
		p.y += p.dy * dt
		if p.x < 0 || p.x > 100 {
			p.dx = -p.dx
		}
		if p.y < 0 || p.y > 100 {
			p.dy = -p.dy
		}
		p.energy = p.energy*0.99 + 0.5*(p.dx*p.dx+p.dy*p.dy)
	}
}

func main() {
	var all []*particle
	for i := 0; i < 500; i++ {
		f := float64(i)
		all = append(all, &particle{x: f / 5, y: 100 - f/5, dx: f/100 - 2, dy: 1 - f/300})
	}
	for i := 0; i < 3000; i++ {
		step(all, 0.1)
	}
	sum := 0.0
	for _, p := range all {
		sum += p.x + p.y + p.energy
	}
	fmt.Printf("particles %.6f\n", sum)
}
