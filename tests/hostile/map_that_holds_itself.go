// Limits: memory=4MiB time=60s
// Fatal: stack overflow

m := map[string]any{}
m["m"] = m
fmt.Sprint(m)
