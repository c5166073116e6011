// A race condition: main reads data while another goroutine may be writing it.
// Expect "the value is 0", or nothing when the goroutine came first between the test and the end.
package main

import "fmt"

func main() {
	var data int
	go func() {
		data++
	}()

	if data == 0 {
		fmt.Printf("the value is %d\n", data)
	}
}
