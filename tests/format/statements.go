package main

import "fmt"

func main() {

	if x := f(1); x > 0 {
		fmt.Println(x)
	} else if x < 0 {
		return
	} else {
		// nothing
	}
	for i := 0; i < 10; i++ {
	outer:
		for range 3 {
			continue outer
		}
	}
	for {
		break
	}
	for _, v := range []int{1, 2,
		3} {
		_ = v
	}
	switch y := x.(type) {
	case int,
		string:
		fmt.Println(y)
	// the rest
	default:
		fallthroughs()
	}
	select {}
	select {
	case v, ok := <-c:
		_, _ = v, ok
	case c <- 1:
	default:
	}
	go func() { defer wg.Done(); work() }()
	a[i+1], b = b[j*2+1:], -c*d+e
	x += 1<<3 | y&^z
	value := compute(first,
		second+third*fourth, func() int { return 1 },
	)
	chain.
		First(1).
		Second()
	return a + b, // why
		c
	/* a general
	   comment */
	x = T{A: 1, B: []int{1, 2}}
	var p = &T{}
	s := `raw
  string`
	n := 0xFF + 1e3
	*p.q++
	ch <- <-other
	{
		block()
	}
	goto end
end:
}
