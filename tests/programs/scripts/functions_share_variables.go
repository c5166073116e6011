count := 0

func increment() { count++ }

increment()
increment()
fmt.Println(count)

// Output:
// 2
