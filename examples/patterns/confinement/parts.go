// Confinement of data: each goroutine gets its own part of a slice, and needs no lock.
// Expect "gol" and "ang", in any order.
package main

import (
	"bytes"
	"fmt"
	"sync"
)

func main() {
	printData := func(data []byte) {
		var buff bytes.Buffer
		for _, b := range data {
			fmt.Fprintf(&buff, "%c", b)
		}
		fmt.Println(buff.String())
	}

	var wg sync.WaitGroup
	data := []byte("golang")
	wg.Go(func() { printData(data[:3]) })
	wg.Go(func() { printData(data[3:]) })
	wg.Wait()
}
