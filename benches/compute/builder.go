// Text is built with strings.Builder and strconv, and taken apart again.
package main

import (
	"fmt"
	"strconv"
	"strings"
)

func main() {
	sum := 0
	for round := 0; round < 60; round++ {
		var b strings.Builder
		for i := 0; i < 1500; i++ {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.Itoa(i * round))
			b.WriteString(":")
			b.WriteString("v" + strconv.Itoa(i%10))
		}
		for _, part := range strings.Split(b.String(), ",") {
			key, value, _ := strings.Cut(part, ":")
			n, err := strconv.Atoi(key)
			if err != nil {
				panic(err)
			}
			sum += n%7 + len(value)
		}
	}
	fmt.Println("builder", sum)
}
