// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

m := map[string]int{}
for i := 0; ; i++ {
	m[strconv.Itoa(i)] = i
}
