// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

var keep [][]byte
for {
	keep = append(keep, make([]byte, 3<<20))
}
