// 32-bit arithmetic with rotations and a table: blocks of SHA-256.
package main

import "fmt"

var k [64]uint32

func rotate(x uint32, n uint) uint32 { return x>>n | x<<(32-n) }

func block(h *[8]uint32, w *[64]uint32) {
	for i := 16; i < 64; i++ {
		s0 := rotate(w[i-15], 7) ^ rotate(w[i-15], 18) ^ w[i-15]>>3
		s1 := rotate(w[i-2], 17) ^ rotate(w[i-2], 19) ^ w[i-2]>>10
		w[i] = w[i-16] + s0 + w[i-7] + s1
	}
	a, b, c, d, e, f, g, hh := h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]
	for i := 0; i < 64; i++ {
		s1 := rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
		t1 := hh + s1 + (e&f ^ ^e&g) + k[i] + w[i]
		s0 := rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
		t2 := s0 + (a&b ^ a&c ^ b&c)
		hh, g, f, e, d, c, b, a = g, f, e, d+t1, c, b, a, t1+t2
	}
	for i, v := range [8]uint32{a, b, c, d, e, f, g, hh} {
		h[i] += v
	}
}

func main() {
	for i := range k {
		k[i] = uint32(i)*2654435761 + 12345
	}
	var h [8]uint32
	var w [64]uint32
	for i := 0; i < 2500; i++ {
		for j := 0; j < 16; j++ {
			w[j] = uint32(i*16 + j)
		}
		block(&h, &w)
	}
	fmt.Printf("sha %08x %08x\n", h[0], h[7])
}
