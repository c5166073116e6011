// Nested slices: the game of life on a [][]bool with wrapped edges.
package main

import "fmt"

const size = 128

func neighbours(cells [][]bool, x, y int) int {
	n := 0
	for dy := -1; dy <= 1; dy++ {
		row := cells[(y+dy+size)%size]
		for dx := -1; dx <= 1; dx++ {
			if (dx != 0 || dy != 0) && row[(x+dx+size)%size] {
				n++
			}
		}
	}
	return n
}

func main() {
	now, next := make([][]bool, size), make([][]bool, size)
	for y := range now {
		now[y], next[y] = make([]bool, size), make([]bool, size)
		for x := range now[y] {
			now[y][x] = (x*7+y*13)%5 == 0
		}
	}
	for g := 0; g < 40; g++ {
		for y := 0; y < size; y++ {
			for x := 0; x < size; x++ {
				n := neighbours(now, x, y)
				next[y][x] = n == 3 || n == 2 && now[y][x]
			}
		}
		now, next = next, now
	}
	alive := 0
	for _, row := range now {
		for _, cell := range row {
			if cell {
				alive++
			}
		}
	}
	fmt.Println("lifegrid", alive)
}
