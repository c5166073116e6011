// Limits: instructions=1000000
// Ends: more than 1000000 instructions

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}
for {
	fib(20)
}
