package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"time"
)

type list []string

func (l *list) String() string { return fmt.Sprint(*l) }
func (l *list) Set(text string) error {
	if text == "" {
		return errors.New("empty")
	}
	*l = append(*l, text)
	return nil
}

func main() {
	flags := flag.NewFlagSet("tool", flag.ContinueOnError)
	flags.SetOutput(os.Stdout)
	verbose := flags.Bool("v", false, "say more")
	count := flags.Int("count", 3, "how `many`")
	wait := flags.Duration("wait", time.Second, "how long")
	name := flags.String("name", "", "a name")
	var names list
	flags.Var(&names, "add", "adds a name")
	fmt.Println(flags.Parse([]string{"-v", "--count=0x10", "-add", "a", "-add=b", "-wait", "2m", "x", "-name"}))
	fmt.Println(*verbose, *count, *wait, *name, names, flags.Args(), flags.NFlag())
	for _, arguments := range [][]string{{"-count=many"}, {"-nope"}, {"-name"}, {"-v=perhaps"}, {"-add="}, {"---"}, {"-h"}} {
		if flags.Usage = func() { fmt.Println("usage") }; arguments[0] == "-h" {
			flags.Usage = nil
		}
		err := flags.Parse(arguments)
		fmt.Println(err, err == flag.ErrHelp)
	}
	defer func() { fmt.Println("recovered:", recover()) }()
	flags.Bool("v", true, "again")
}

// Output:
// <nil>
// true 16 2m0s  [a b] [x -name] 4
// invalid value "many" for flag -count: parse error
// usage
// invalid value "many" for flag -count: parse error false
// flag provided but not defined: -nope
// usage
// flag provided but not defined: -nope false
// flag needs an argument: -name
// usage
// flag needs an argument: -name false
// invalid boolean value "perhaps" for -v: parse error
// usage
// invalid boolean value "perhaps" for -v: parse error false
// invalid value "" for flag -add: empty
// usage
// invalid value "" for flag -add: empty false
// bad flag syntax: ---
// usage
// bad flag syntax: --- false
// Usage of tool:
//   -add value
//     	adds a name
//   -count many
//     	how many (default 3)
//   -name string
//     	a name
//   -v	say more
//   -wait duration
//     	how long (default 1s)
// flag: help requested true
// tool flag redefined: v
// recovered: tool flag redefined: v
