// Limits: time=200ms
// Ends: ran longer than 200ms

type thing struct{ data [1000]int }
var again func(t *thing)
again = func(t *thing) { runtime.SetFinalizer(t, again) }
for {
	again(new(thing))
	runtime.GC()
}
