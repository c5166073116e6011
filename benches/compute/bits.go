// Bit tricks and unsigned arithmetic of all widths: hashes, a CRC, a random generator.
package main

import "fmt"

func crc(data []byte) uint32 {
	c := ^uint32(0)
	for _, b := range data {
		c ^= uint32(b)
		for k := 0; k < 8; k++ {
			if c&1 != 0 {
				c = c>>1 ^ 0xedb88320
			} else {
				c >>= 1
			}
		}
	}
	return ^c
}

func fnv(data []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range data {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}

func ones(x uint64) int {
	n := 0
	for x != 0 {
		x &= x - 1
		n++
	}
	return n
}

func main() {
	data := make([]byte, 4096)
	state := uint64(88172645463325252)
	var small uint8
	var signed int32
	count := 0
	for i := 0; i < 200000; i++ {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		data[i&4095] = byte(state >> 24)
		small = small*3 + byte(state)
		signed = signed<<5 - signed + int32(small)
		count += ones(state & 0xff00ff00ff)
	}
	sum := uint64(0)
	for i := 0; i < 20; i++ {
		data[i] ^= byte(i)
		sum += fnv(data) + uint64(crc(data))
	}
	fmt.Println("bits", sum, small, signed, count)
}
