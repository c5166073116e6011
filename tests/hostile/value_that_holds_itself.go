// Limits: memory=4MiB time=60s
// Fatal: stack overflow

var v any
p := &v
*p = &v
s := []any{nil}
s[0] = s
fmt.Println(s)
