package main

import "fmt"

func main() {
	defer fmt.Println("not run")
	go func() { panic("in goroutine") }()
	select {}
}

// panic: in goroutine
