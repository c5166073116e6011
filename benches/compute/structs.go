// Struct values copied: passed, returned, kept in slices and arrays, compared.
package main

import "fmt"

type date struct{ year, month, day int }

type event struct {
	when date
	what string
	cost int32
}

func (d date) next() date {
	d.day++
	if d.day > 30 {
		d.day = 1
		d.month++
	}
	if d.month > 12 {
		d.month = 1
		d.year++
	}
	return d
}

func (d date) before(e date) bool {
	if d.year != e.year {
		return d.year < e.year
	}
	if d.month != e.month {
		return d.month < e.month
	}
	return d.day < e.day
}

func main() {
	d := date{2000, 1, 1}
	var events []event
	for i := 0; i < 3000; i++ {
		events = append(events, event{d, "tick", int32(i % 50)})
		for j := 0; j < i%9; j++ {
			d = d.next()
		}
	}
	total, matches := int32(0), 0
	limit := date{2015, 6, 15}
	for round := 0; round < 60; round++ {
		for _, e := range events {
			if e.when.before(limit) {
				total += e.cost
			}
			if e.when == limit {
				matches++
			}
		}
		limit = limit.next()
	}
	fmt.Println("structs", len(events), total, matches)
}
