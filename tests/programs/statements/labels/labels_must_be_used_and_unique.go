package main

func main() {
L: // ERROR "label L defined and not used"
L: // ERROR "label L already defined"
	for {
		break M // ERROR "break label not defined: M"
	}
N:
	if true {
		continue N // ERROR "invalid continue label N"
	}
	func() {
		goto N // ERROR "label N not defined"
	}()
	goto O // ERROR "label O not defined"
}
