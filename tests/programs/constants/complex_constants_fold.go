package main

import "fmt"

const c = (1 + 2i) * (3 - 4i)

func main() {
	fmt.Println(c, real(c), imag(c), complex(1, 2) == 1+2i, 1i*1i, c/(1+2i))
	var i int = 2 + 0i
	var f float32 = real(3 + 4i)
	const r = real(5)
	fmt.Println(i, f, r, complex64(c))
}

// Output:
// (11+2i) 11 2 true (-1+0i) (3-4i)
// 2 3 5 (11+2i)
