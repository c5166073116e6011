// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

func deep(n int) int {
	return deep(n+1) + 1
}
deep(0)
