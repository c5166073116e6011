package main

import "fmt"

type pair struct {
	a int
	b float32
}

func scale(x float64, by float64, add bool) float64 {
	if add {
		return x + by
	}
	return x*by - by
}
func rotate(x uint32, n uint) uint32         { return x>>n | x<<(32-n) }
func small(x int8, y int8) int8              { return x*y + y }
func mixed(a int, b float32) pair            { return pair{a - 1 + a, b / 2} }
func wrap(x uint64, y uint64) (uint64, bool) { return x - y*3 + (y - 5), x > y }
func pick(c bool, x, y int) int {
	if c && x > 2 || y == 9 {
		return x - y
	}
	return y << (uint(4) - 1)
}

func main() {
	f := 2.5
	fmt.Println(scale(f, 4, true), scale(f, 4, false), scale(3, -0.5, false))
	fmt.Println(rotate(0x80000001, 1), rotate(uint32(len("abc")), 31), rotate(7, 0))
	fmt.Println(small(100, 3), small(-128, -1), mixed(7, 5), mixed(-1, f32(f)))
	fmt.Println(wrap(2, 7))
	fmt.Println(pick(true, 3, 8), pick(false, 3, 9), pick(true, 2, 1), pick(f > 2, 5, 5))
	// Output:
	// 6.5 6 -1
	// 3221225472 6 7
	// 47 127 {13 2.5} {-3 1.25}
	// 18446744073709551599 false
	// -5 -6 8 0
}

func f32(x float64) float32 { return float32(x) }
