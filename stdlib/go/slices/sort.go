package slices

import (
	"cmp"
	"math/bits"
)

// Sort sorts a slice of any ordered type in ascending order. NaNs are ordered before other values.
func Sort[S ~[]E, E cmp.Ordered](x S) { quickSort(x, cmp.Compare[E], 2*bits.Len(uint(len(x)))) }

// SortFunc sorts the slice x in ascending order as determined by the cmp function. This sort is not
// guaranteed to be stable.
func SortFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	quickSort(x, cmp, 2*bits.Len(uint(len(x))))
}

// quickSort goes over to heapsort at depth 0, so that no input takes quadratic time.
func quickSort[E any](x []E, cmp func(a, b E) int, depth int) {
	for len(x) > 12 {
		if depth == 0 {
			heapSort(x, cmp)
			return
		}
		depth--
		low, high := partition(x, cmp)
		if low < len(x)-high {
			quickSort(x[:low], cmp, depth)
			x = x[high:]
		} else {
			quickSort(x[high:], cmp, depth)
			x = x[:low]
		}
	}
	insertionSort(x, cmp)
}

// partition puts what is less than a pivot into x[:low], what is greater into x[high:].
func partition[E any](x []E, cmp func(a, b E) int) (low, high int) {
	pivot := median(x[0], x[len(x)/2], x[len(x)-1], cmp)
	low, high = 0, len(x)
	for i := 0; i < high; {
		c := cmp(x[i], pivot)
		switch {
		case c < 0:
			x[i], x[low] = x[low], x[i]
			low++
			i++
		case c > 0:
			high--
			x[i], x[high] = x[high], x[i]
		default:
			i++
		}
	}
	return low, high
}

func median[E any](a, b, c E, cmp func(a, b E) int) E {
	if cmp(b, a) < 0 {
		a, b = b, a
	}
	if cmp(c, b) < 0 {
		b = c
		if cmp(b, a) < 0 {
			b = a
		}
	}
	return b
}

func insertionSort[E any](x []E, cmp func(a, b E) int) {
	for i := 1; i < len(x); i++ {
		for j := i; j > 0 && cmp(x[j], x[j-1]) < 0; j-- {
			x[j], x[j-1] = x[j-1], x[j]
		}
	}
}

func heapSort[E any](x []E, cmp func(a, b E) int) {
	for i := (len(x) - 1) / 2; i >= 0; i-- {
		siftDown(x, i, cmp)
	}
	for i := len(x) - 1; i > 0; i-- {
		x[0], x[i] = x[i], x[0]
		siftDown(x[:i], 0, cmp)
	}
}

func siftDown[E any](x []E, root int, cmp func(a, b E) int) {
	for {
		child := 2*root + 1
		if child >= len(x) {
			return
		}
		if child+1 < len(x) && cmp(x[child], x[child+1]) < 0 {
			child++
		}
		if cmp(x[root], x[child]) >= 0 {
			return
		}
		x[root], x[child] = x[child], x[root]
		root = child
	}
}

// SortStableFunc sorts the slice x while keeping the original order of equal elements, using cmp to
// compare elements.
func SortStableFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	mergeSort(x, make([]E, len(x)), cmp)
}

// mergeSort sorts x with the help of as much room.
func mergeSort[E any](x, room []E, cmp func(a, b E) int) {
	if len(x) <= 12 {
		insertionSort(x, cmp)
		return
	}
	m := len(x) / 2
	mergeSort(x[:m], room[:m], cmp)
	mergeSort(x[m:], room[m:], cmp)
	if cmp(x[m], x[m-1]) >= 0 {
		return
	}
	copy(room, x)
	i, j := 0, m
	for k := range x {
		if j >= len(x) || i < m && cmp(room[j], room[i]) >= 0 {
			x[k] = room[i]
			i++
		} else {
			x[k] = room[j]
			j++
		}
	}
}

// IsSorted reports whether x is sorted in ascending order.
func IsSorted[S ~[]E, E cmp.Ordered](x S) bool { return IsSortedFunc(x, cmp.Compare[E]) }

// IsSortedFunc reports whether x is sorted in ascending order, with cmp as the comparison function.
func IsSortedFunc[S ~[]E, E any](x S, cmp func(a, b E) int) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp(x[i], x[i-1]) < 0 {
			return false
		}
	}
	return true
}
