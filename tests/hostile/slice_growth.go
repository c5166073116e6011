// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

var all []int
for i := 0; ; i++ {
	all = append(all, i)
}
