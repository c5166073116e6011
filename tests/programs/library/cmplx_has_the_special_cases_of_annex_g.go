package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

func main() {
	inf, nan := math.Inf(1), math.NaN()
	for _, z := range []complex128{0, complex(math.Copysign(0, -1), 0), 1i, -4, 3 - 4i, complex(inf, nan), complex(1, -inf)} {
		fmt.Println(z, cmplx.Sqrt(z), cmplx.Abs(z), cmplx.Conj(z), cmplx.IsNaN(z), cmplx.IsInf(z))
	}
	fmt.Println(cmplx.Exp(complex(-inf, nan)), cmplx.Sinh(complex(inf, 0)), cmplx.Tan(complex(0, inf)))
	fmt.Println(cmplx.Pow(0, -1), cmplx.Pow(0, 0), cmplx.Pow(0, complex(-1, 1)), cmplx.Atan(complex(nan, inf)))
	r, theta := cmplx.Polar(-1)
	fmt.Printf("%.4f %.4f %.4f %.4f\n", r, theta, cmplx.Rect(2, math.Pi/2), cmplx.Log10(100i))
	fmt.Printf("%.4f %.4f %.4f\n", cmplx.Asin(2), cmplx.Acosh(-2i), cmplx.Cot(1+1i))
}

// Output:
// (0+0i) (0+0i) 0 (0-0i) false false
// (-0+0i) (0+0i) 0 (-0-0i) false false
// (0+1i) (0.7071067811865476+0.7071067811865476i) 1 (0-1i) false false
// (-4+0i) (0+2i) 4 (-4-0i) false false
// (3-4i) (2-1i) 5 (3+4i) false false
// (+Inf+NaNi) (+Inf+NaNi) +Inf (+Inf+NaNi) false true
// (1-Infi) (+Inf-Infi) +Inf (1+Infi) false true
// (0+0i) (+Inf+0i) (0+1i)
// (+Inf+0i) (1+0i) (+Inf+Infi) (NaN+0i)
// 1.0000 3.1416 (0.0000+2.0000i) (2.0000+0.6822i)
// (1.5708+1.3170i) (1.4436-1.5708i) (0.2176-0.8680i)
