// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

var v any
for range 60 {
	v = []any{v, v}
}
fmt.Println(v)
