package main

func main() {
	m := map[int]int{}
	for range 4 {
		go func() {
			for i := 0; ; i++ {
				m[i%8] = i
			}
		}()
	}
	for i := 0; i < 1<<21; i++ {
		m[i%8] = i
	}
	panic("unexpected")
}

// exit status 2
