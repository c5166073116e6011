package main

func main() {
	c := make(chan int, 1)
	var r <-chan int = c
	var s chan<- int = c
	r <- 1 // ERROR "invalid operation: cannot send to receive-only channel <-chan int r (variable of type <-chan int)"
	<-s    // ERROR "invalid operation: cannot receive from send-only channel chan<- int s (variable of type chan<- int)"
}
