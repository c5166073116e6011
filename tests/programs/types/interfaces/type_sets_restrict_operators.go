package main

import "fmt"

type Num interface{ ~int | ~float64 }
type MyInt int
type OnlyInt interface{ int }

func add[T Num](a, b T) T                 { return a + b }
func size[T ~string | ~[]byte](x T) int   { return len(x) }
func first[T ~string | ~[]byte](x T) byte { return x[0] }
func conv[T, U Num](x T) U                { return U(x) }

func main() {
	fmt.Println(add(1, 2), add(1.5, 2), add(MyInt(3), 4))
	fmt.Println(size("héy"), size([]byte{1, 2}), first("z"), conv[float64, int](2.9))
}

// Output:
// 3 3.5 7
// 4 2 122 2
