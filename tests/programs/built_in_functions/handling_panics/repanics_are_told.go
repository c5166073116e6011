package main

func main() {
	defer func() {
		panic(recover().(string) + " again")
	}()
	panic("first")
}

// panic: first again
