package main

type Large struct{ b [1500000000]byte }

func (x Large) method() {} // ERROR "stack frame too large (>1GB): 0 MB locals + 1430 MB args"

func result() (x Large, err error) { // ERROR "stack frame too large (>1GB): 0 MB locals + 1430 MB args"
	return
}

func pointer(x *Large) {}

func main() {}
