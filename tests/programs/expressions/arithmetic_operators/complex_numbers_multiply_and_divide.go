package main

import (
	"fmt"
	"math"
)

func main() {
	a, b := 3+4i, 1-2i
	fmt.Println(a+b, a-b, a*b, a/b, -a, a == b, a != 3+4i)
	var c complex64 = complex64(a) * 2
	fmt.Println(c, real(c), imag(b), complex(real(b), 5))
	fmt.Printf("%T %T %.2f\n", real(c), imag(a), a/3)
	inf := math.Inf(1)
	z := 0i
	fmt.Println(complex(inf, 0)*1i, a/z, complex(math.NaN(), 1) == complex(math.NaN(), 1))
	a *= 1i
	a++
	fmt.Println(a)
}

// Output:
// (4+2i) (2+6i) (11-2i) (-1+2i) (-3-4i) false false
// (6+8i) 6 -2 (1+5i)
// float32 float64 (1.00+1.33i)
// (NaN+Infi) (+Inf+Infi) false
// (-3+3i)
