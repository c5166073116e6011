package main

import (
	"fmt"
	"time"
)

func main() {
	go func() {
		time.Sleep(time.Hour)
		fmt.Println("never")
	}()
	fmt.Println("done")
}

// Output:
// done
