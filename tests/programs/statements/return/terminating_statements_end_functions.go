package main

func a() int {
	for {
	}
}
func b(x int) int {
	switch x {
	case 1:
		return 1
	default:
		panic(1)
	}
}
func c() int {
L:
	for {
		break L
	}
} // ERROR "missing return"
func d(x int) int {
	if x > 0 {
		return 1
	} else {
		return 2
	}
}
func e(c chan int) int {
	select {
	case <-c:
		return 1
	}
}
func f() int {
	goto L
L:
	return 1
}
func g(x int) int {
	switch x {
	case 1:
		return 1
	}
} // ERROR "missing return"
func h(x int) int {
	for x > 0 {
		return 1
	}
} // ERROR "missing return"
func i(x int) int {
	if x > 0 {
		return 1
	}
} // ERROR "missing return"
func j(c chan int) int {
	select {
	case <-c:
		break
	default:
		return 1
	}
} // ERROR "missing return"
func k(x int) int {
	switch x {
	case 1:
		fallthrough
	default:
		return 2
	}
}
func l() int {
	for range 3 {
		return 1
	}
} // ERROR "missing return"

func main() {}
