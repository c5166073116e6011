package main

import "fmt"

func main() {
	channels := [3]chan int{make(chan int), make(chan int, 1), make(chan int)}
	done := make(chan int)
	for g := range 3 {
		go func() {
			for i := range 40 {
				v := g*40 + i
				select {
				case channels[0] <- v:
				case channels[1] <- v:
				case channels[2] <- v:
				}
			}
			done <- 0
		}()
		go func() {
			sum := 0
			for range 40 {
				select {
				case v := <-channels[0]:
					sum += v
				case v := <-channels[1]:
					sum += v
				case v := <-channels[2]:
					sum += v
				}
			}
			done <- sum
		}()
	}
	total := 0
	for range 6 {
		total += <-done
	}
	select {
	case v := <-channels[1]:
		fmt.Println("left", v)
	default:
		fmt.Println(total)
	}
}

// Output:
// 7140
