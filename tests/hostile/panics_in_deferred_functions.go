// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

var again func()
again = func() {
	defer again()
	panic("again")
}
again()
