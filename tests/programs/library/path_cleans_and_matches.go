package main

import (
	"fmt"
	"path"
	"path/filepath"
)

func main() {
	for _, p := range []string{"", "/", "a//b/", "/../a", "a/../../b", "./x.tar.gz", "..", "a/b/.."} {
		dir, file := path.Split(p)
		fmt.Printf("%q: %q %q %q %q %q %q\n", p, path.Clean(p), path.Base(p), path.Dir(p), path.Ext(p), dir, file)
	}
	fmt.Println(path.Join("a", "", "../b", "/c"), path.Join("", ""), path.IsAbs("/x"))
	for _, p := range []string{"*.go", "a?c", "[^a-c]*", "[a", "\\*", "a*/b", "x*["} {
		for _, name := range []string{"x.go", "abc", "*", "ax/b", "é"} {
			matched, err := path.Match(p, name)
			also, lazy := filepath.Match(p, name)
			fmt.Print(matched, " ", err, " ", also, " ", lazy, "; ")
		}
		fmt.Println()
	}
	for _, pair := range [][2]string{{"/a", "/a/b"}, {"a/b", "a/c/d"}, {"..", "a"}, {".", ".."}, {"/a", "b"}} {
		fmt.Println(filepath.Rel(pair[0], pair[1]))
	}
	fmt.Println(filepath.IsLocal("a/../b"), filepath.IsLocal("../a"), filepath.SplitList("/a::/b"))
}

// Output:
// "": "." "." "." "" "" ""
// "/": "/" "/" "/" "" "/" ""
// "a//b/": "a/b" "b" "a/b" "" "a//b/" ""
// "/../a": "/a" "a" "/" "" "/../" "a"
// "a/../../b": "../b" "b" ".." "" "a/../../" "b"
// "./x.tar.gz": "x.tar.gz" "x.tar.gz" "." ".gz" "./" "x.tar.gz"
// "..": ".." ".." "." "." "" ".."
// "a/b/..": "a" ".." "a/b" "." "a/b/" ".."
// b/c  true
// true <nil> true <nil>; false <nil> false <nil>; false <nil> false <nil>; false <nil> false <nil>; false <nil> false <nil>;
// false <nil> false <nil>; true <nil> true <nil>; false <nil> false <nil>; false <nil> false <nil>; false <nil> false <nil>;
// true <nil> true <nil>; false <nil> false <nil>; true <nil> true <nil>; false <nil> false <nil>; true <nil> true <nil>;
// false syntax error in pattern false syntax error in pattern; false syntax error in pattern false syntax error in pattern; false syntax error in pattern false syntax error in pattern; false syntax error in pattern false syntax error in pattern; false syntax error in pattern false syntax error in pattern;
// false <nil> false <nil>; false <nil> false <nil>; true <nil> true <nil>; false <nil> false <nil>; false <nil> false <nil>;
// false <nil> false <nil>; false <nil> false <nil>; false <nil> false <nil>; true <nil> true <nil>; false <nil> false <nil>;
// false syntax error in pattern false syntax error in pattern; false syntax error in pattern false <nil>; false syntax error in pattern false <nil>; false syntax error in pattern false <nil>; false syntax error in pattern false <nil>;
// b <nil>
// ../c/d <nil>
//  Rel: can't make a relative to ..
// .. <nil>
//  Rel: can't make b relative to /a
// true false [/a  /b]
