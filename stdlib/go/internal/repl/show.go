// Package repl shows the values of expressions that are entered in a session.
package repl

import (
	"fmt"
	"os"
	"unicode/utf8"
)

// As many bytes of a value are shown.
const shownMax = 8000

// Show prints a value with its type: of an interface both the interface type and the type of what
// stands in it.
func Show[T any](value T) {
	static := fmt.Sprintf("%T", &value)[1:]
	dynamic := fmt.Sprintf("%T", value)
	if dynamic == static || any(value) == nil {
		dynamic = ""
	} else {
		dynamic = "(" + dynamic + ")"
	}
	if static == "interface {}" {
		static = "any"
	}
	text := text(any(value))
	if len(text) > shownMax {
		end := shownMax
		for !utf8.RuneStart(text[end]) {
			end--
		}
		text = fmt.Sprintf("%s… (%d bytes more)", text[:end], len(text)-end)
	}
	fmt.Fprintf(os.Stdout, "%s%s %s\n", static, dynamic, text)
}

// text is the value as %+v prints it, but strings are quoted where nothing prints them its own way.
func text(value any) string {
	switch value.(type) {
	case error, fmt.Stringer, fmt.Formatter:
		return fmt.Sprintf("%+v", value)
	case string, []string:
		return fmt.Sprintf("%q", value)
	}
	return fmt.Sprintf("%+v", value)
}
