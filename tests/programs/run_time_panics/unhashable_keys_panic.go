package main

func main() {
	m := map[any]int{}
	m[[]int{1}] = 1
}

// panic: runtime error: hash of unhashable type []int
