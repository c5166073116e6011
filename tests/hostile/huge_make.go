// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

n := 1 << 33
_ = make([]int, n)
