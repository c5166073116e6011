package main

import "fmt"

func count(yield func(int) bool) {
	defer fmt.Println("iterator done")
	for i := 0; yield(i); i++ {
	}
}

func search(want int) (found int, err error) {
	defer func() { found *= 10 }()
	for i := range count {
		if i == want {
			return i, nil
		}
	}
	return 0, fmt.Errorf("unreachable")
}

func main() {
	fmt.Println(search(3))
outer:
	for i := range count {
		for j := range count {
			switch {
			case i == 2:
				break outer
			case j == 1:
				continue outer
			}
			fmt.Println(i, j)
		}
	}
}

// Output:
// iterator done
// 30 <nil>
// 0 0
// iterator done
// 1 0
// iterator done
// iterator done
// iterator done
