// Limits: memory=32MiB
// Ends: more than 32 MiB of memory

var all []*regexp.Regexp
for i := 0; ; i++ {
	all = append(all, regexp.MustCompile(fmt.Sprintf("(x{1,900}%d)*", i)))
}
