// Producers and consumers of one channel.
package main

import (
	"fmt"
	"sync"
)

func main() {
	ch := make(chan int, 100)
	var pw, cw sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for p := 0; p < 4; p++ {
		pw.Add(1)
		go func(p int) {
			defer pw.Done()
			for i := 0; i < 250000; i++ {
				ch <- p*1000000 + i
			}
		}(p)
	}
	for c := 0; c < 4; c++ {
		cw.Add(1)
		go func() {
			defer cw.Done()
			sum := 0
			for {
				v, ok := <-ch
				if !ok {
					break
				}
				sum += v
			}
			mu.Lock()
			total += sum
			mu.Unlock()
		}()
	}
	pw.Wait()
	close(ch)
	cw.Wait()
	fmt.Println("prodcons", total)
}
