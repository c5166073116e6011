package main

import "fmt"

func kind[T any](x T) string {
	switch any(x).(type) {
	case int:
		return "int"
	case []T:
		return "slice of T"
	case T:
		return "T"
	}
	return "?"
}

func same[T, U any](x any) string {
	switch x.(type) {
	case T:
		return "T"
	case U:
		return "U"
	}
	return "neither"
}

func main() {
	fmt.Println(kind(1), kind("a"), kind([]int{}), same[int, int](1), same[int, string]("s"), same[error, any](nil))
}

// Output:
// int T T T U neither
