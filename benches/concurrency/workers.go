// A pool of workers takes jobs from one channel and puts results into another.
package main

import (
	"fmt"
	"sync"
)

func main() {
	jobs, results := make(chan int, 64), make(chan int, 64)
	var workers sync.WaitGroup
	for w := 0; w < 8; w++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for job := range jobs {
				sum := 0
				for i := 0; i < 20; i++ {
					sum += job ^ i
				}
				results <- sum
			}
		}()
	}
	go func() {
		for i := 0; i < 100000; i++ {
			jobs <- i
		}
		close(jobs)
		workers.Wait()
		close(results)
	}()
	total := 0
	for r := range results {
		total += r
	}
	fmt.Println("workers", total)
}
