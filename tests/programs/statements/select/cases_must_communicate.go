package main

func main() {
	c := make(chan int)
	var x int // ERROR "declared and not used: x"
	select {
	case 1: // ERROR "select case must be send or receive (possibly with assignment)"
	case x = 2: // ERROR "select case must be send or receive (possibly with assignment)"
	case x > 1: // ERROR "select case must be send or receive (possibly with assignment)"
	case x, y := <-c, 1: // ERROR "select case must be send or receive (possibly with assignment)"
	case c <- "a": // ERROR "cannot use "a" (untyped string constant) as int value in send"
	case x := <-c: // ERROR "declared and not used: x"
	default:
	default: // ERROR "multiple defaults"
	}
}
