package main

import (
	"fmt"
	"sync/atomic"
)

type counters struct {
	pad  int32
	i32  int32
	u32  uint32
	i64  int64
	u64  uint64
	word uintptr
}

func recovered(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	c := &counters{i32: 1<<31 - 1, u32: 1<<32 - 1, i64: 1<<63 - 1, u64: 1<<64 - 1}
	fmt.Println(atomic.AddInt32(&c.i32, 1), atomic.AddUint32(&c.u32, 2), c.pad)
	fmt.Println(atomic.AddInt64(&c.i64, 1), atomic.AddUint64(&c.u64, 2), atomic.AddUintptr(&c.word, 7))
	fmt.Println(atomic.SwapInt32(&c.i32, -5), atomic.LoadInt32(&c.i32), atomic.LoadUint32(&c.u32))
	fmt.Println(atomic.CompareAndSwapInt32(&c.i32, -5, 9), atomic.CompareAndSwapInt32(&c.i32, -5, 10), c.i32)
	fmt.Println(atomic.CompareAndSwapUint64(&c.u64, 1, 3), c.u64, atomic.SwapUint64(&c.u64, 4), c.u64)
	atomic.StoreInt32(&c.i32, -1)
	atomic.StoreInt64(&c.i64, -2)
	fmt.Println(c.i32, c.i64, c.u32)
	var n atomic.Int64
	var flag atomic.Bool
	var small [3]atomic.Uint32
	small[1].Store(8)
	small[1].Add(^uint32(0))
	fmt.Println(n.Add(5)+n.Add(5), n.CompareAndSwap(10, 1), n.Load(), flag.Swap(true), flag.Load(), small[1].Load(), small[2].Load())
	add := n.Add
	defer fmt.Println("deferred", add(1))
	defer n.Store(3)
	var none *counters
	var missing *int64
	recovered(func() { atomic.AddInt64(&none.i64, 1) })
	recovered(func() { atomic.StoreInt64(missing, 1) })
	recovered(func() { atomic.CompareAndSwapInt64(missing, 1, 2) })
	// Output:
	// -2147483648 1 0
	// -9223372036854775808 1 7
	// -2147483648 -5 1
	// true false 9
	// true 4 3 4
	// -1 -2 1
	// 15 true 1 false true 7 0
	// runtime error: invalid memory address or nil pointer dereference
	// runtime error: invalid memory address or nil pointer dereference
	// runtime error: invalid memory address or nil pointer dereference
	// deferred 2
}
