package main

import "fmt"

func main() {
	var f float32 = 0.1
	c := complex(f, 2)
	fmt.Printf("%T %v %T %v\n", c, c, real(c), imag(c))
	const k = complex(1.5, -1)
	var x complex64 = k
	fmt.Println(real(k), x, imag(x)+1, real(7), complex(1, 2)*k)
}

// Output:
// complex64 (0.1+2i) float32 2
// 1.5 (1.5-1i) 0 7 (3.5+2i)
