// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

s := strings.Repeat("x", 1000)
all := make([]string, 100_000)
for i := range all {
	all[i] = s
}
fmt.Println(len(strings.Join(all, ",")))
