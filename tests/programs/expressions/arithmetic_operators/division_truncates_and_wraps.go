package main

import (
	"fmt"
	"math"
)

func main() {
	for _, p := range [][2]int{{5, 3}, {-5, 3}, {5, -3}, {-5, -3}} {
		fmt.Print(p[0]/p[1], p[0]%p[1], " ")
	}
	x := int8(-128)
	m := int8(-1)
	fmt.Println(x/m, x%m, -x, x-1, x*m)
	y := math.MinInt64
	fmt.Println(y/int(m), y%int(m), -y, uint8(200)+100 == 44) // ERROR "uint8(200) + 100 (constant 300 of type uint8) overflows uint8"
	var u uint8 = 3
	fmt.Println(u-4, ^u, -u, u<<7, u>>1, +u)
	n := -7
	fmt.Println(n>>1, n/2, n&3, n%4, n|8, n^5, n&^2)
}
