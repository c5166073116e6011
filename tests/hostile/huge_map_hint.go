// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

n := 1 << 36
m := make(map[int]int, n)
for i := range n {
	m[i] = i
}
