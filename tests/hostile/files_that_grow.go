// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

var out bytes.Buffer
for {
	out.WriteString("more and more and more")
}
