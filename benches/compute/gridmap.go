// Maps with struct keys: a flood fill that remembers where it was.
package main

import "fmt"

type point struct{ x, y int }

func main() {
	seen := map[point]int{}
	queue := []point{{0, 0}}
	seen[point{0, 0}] = 0
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		depth := seen[p]
		for _, d := range [4]point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			q := point{p.x + d.x, p.y + d.y}
			if q.x < -90 || q.x > 90 || q.y < -90 || q.y > 90 || (q.x*q.x+q.y*3)%7 == 1 {
				continue
			}
			if _, ok := seen[q]; !ok {
				seen[q] = depth + 1
				queue = append(queue, q)
			}
		}
	}
	sum := 0
	for p, depth := range seen {
		sum += depth * (p.x + 2*p.y + 300)
	}
	fmt.Println("gridmap", len(seen), sum)
}
