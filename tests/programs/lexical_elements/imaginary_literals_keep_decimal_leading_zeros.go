package main

import "fmt"

func main() {
	fmt.Println(0i, 123i, 0o123i, 0xabci, 0.i, 2.71828i, 1.e+0i, 6.67428e-11i, 1e6i, .25i, 0x1p-2i)
}

// Output:
// (0+0i) (0+123i) (0+83i) (0+2748i) (0+0i) (0+2.71828i) (0+1i) (0+6.67428e-11i) (0+1e+06i) (0+0.25i) (0+0.25i)
