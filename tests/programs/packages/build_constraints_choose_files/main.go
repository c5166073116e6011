package main

// run: --tags=blue,round .

import "fmt"

func main() { fmt.Println(color, shape, system, processor, release) }

// Output:
// blue round unix known new
