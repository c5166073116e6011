//go:build go1.22

package main

type pair[K, V any] = struct { // ERROR "generic type alias requires go1.23 or later (file declares //go:build go1.22)"
	key   K
	value V
}

func newer() {
	for range max(1, 2) {
	}
}
