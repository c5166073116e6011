numbers := []int{3, 1, 2}
sort.Ints(numbers)
fmt.Println(describe(numbers))

func describe(xs []int) string {
	return strings.Repeat("#", len(xs)) + fmt.Sprint(xs)
}

type unused struct{ n int }

// Output:
// ###[1 2 3]
