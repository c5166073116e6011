package main

import "internal/oserror" // ERROR "use of internal package internal/oserror not allowed"

func main() {
	println(oserror.ErrInvalid)
}
