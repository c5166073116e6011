package main

import "fmt"

type Num interface{ ~int8 | ~uint16 | ~float64 }

func to[T, U Num](x T) U                            { return U(x) }
func str[T ~[]byte | ~[]rune | ~string](x T) string { return string(x) }
func five[T Num]() T                                { return 5 }

func main() {
	fmt.Println(to[float64, int8](-3.7), to[int8, uint16](-1), to[uint16, int8](300), to[int8, float64](7))
	fmt.Println(str([]byte("a")), str([]rune("é")), str("s"), five[float64]()/2, five[int8]()/2)
}

// Output:
// -3 65535 44 7
// a é s 2.5 2
