package main

func main() {
	x, y := 1 // ERROR "assignment mismatch: 2 variables but 1 value"
	x, x := 1, 2 // ERROR "x repeated on left side of :="
	x := 2 // ERROR "no new variables on left side of :="
	x + 1
	len("a") // ERROR "len("a") (constant 1 of type int) is not used"
	-x
	func() int { return 1 }()
	<-make(chan int)
	x == y
	var _ = main() // ERROR "main() (no value) used as value"
}
