package main

import "fmt"

type E string

func (e E) Error() string { return string(e) }

func kind(x any) string {
	switch x := x.(type) {
	case nil:
		return fmt.Sprint("nil ", x == nil)
	case int:
		return fmt.Sprint("int ", x+1)
	case error:
		return "error " + x.Error()
	case []int, map[string]int:
		return fmt.Sprintf("%T", x)
	case func(int) string:
		return x(3)
	case interface{ String() string }:
		return x.String()
	case *int:
		return fmt.Sprint(*x)
	default:
		return fmt.Sprintf("other %v", x)
	}
}

func main() {
	n := 9
	for _, x := range []any{nil, 1, E("e"), []int{}, map[string]int{}, func(i int) string { return fmt.Sprint("f", i) }, &n, int8(1), struct{}{}} {
		fmt.Println(kind(x))
	}
}

// Output:
// nil true
// int 2
// error e
// []int
// map[string]int
// f3
// 9
// other 1
// other {}
