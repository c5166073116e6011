package main

import "fmt"

func what(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("integer %v", v)
	case error:
		return "error " + v.Error()
	case func() int:
		return fmt.Sprint("func ", v())
	}
	return "other"
}

func main() {
	fmt.Println(what(nil), what(1), what(int64(2)), what(fmt.Errorf("e")), what(func() int { return 3 }), what("s"))
}

// Output:
// nil integer 1 integer 2 error e func 3 other
