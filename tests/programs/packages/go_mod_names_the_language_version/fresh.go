//go:build go1.22

package main

func fresh() (list []func() int) {
	for i := range 3 {
		list = append(list, func() int { return i })
	}
	return list
}
