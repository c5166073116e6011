// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

s := ""
for {
	s = fmt.Sprintf("%*d%s", 1000000, 7, s)
}
