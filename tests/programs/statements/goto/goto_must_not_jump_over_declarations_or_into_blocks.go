package main

func main() {
	goto L // ERROR "goto L jumps over declaration of x"
	x := 1
	_ = x
L:
	goto M // ERROR "goto M jumps into block starting"
	{
	M:
	}
	for {
	N:
	}
	goto N // ERROR "goto N jumps into block starting"
	if true {
		goto O // ERROR "goto O jumps over declaration of y"
	}
	var y int
	_ = y
O:
}
