package main

import "fmt"

func main() {
	x, y := 6, 3
	p := &x
	fmt.Println(x&^y, x&y, x<<1>>2, x- -y, *p**p, x&-y, 7&^^3)
	c := make(chan int, 1)
	c<-1
	fmt.Println(<-c, x<-y, !true || -1<+2) // ERROR "syntax error: unexpected <- in argument list; possibly missing comma or )"
}
