// Package passing has tests that pass.
package passing

// Sum adds.
func Sum(numbers ...int) (sum int) {
	for _, n := range numbers {
		sum += n
	}
	return sum
}
