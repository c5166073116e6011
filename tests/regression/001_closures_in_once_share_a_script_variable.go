var count int

increment := func() {
	count++
}

var once sync.Once
var wg sync.WaitGroup
wg.Add(10)
for i := 0; i < 10; i++ {
	go func() {
		defer wg.Done()
		once.Do(increment)
	}()
}
wg.Wait()
fmt.Println(count)

// Output:
// 1
