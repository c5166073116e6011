package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

func main() {
	for _, flags := range []uint{0, tabwriter.AlignRight, tabwriter.Debug} {
		w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, '.', flags)
		fmt.Fprintf(w, "abc\tx\t\n")
		fmt.Fprintf(w, "abcdef\tyy\tz\n")
		w.Flush()
	}
}

// Output:
// abc.....x...
// abcdef..yy..z
// .....abc...x
// ..abcdef..yyz
// abc.....|x...|
// abcdef..|yy..|z
