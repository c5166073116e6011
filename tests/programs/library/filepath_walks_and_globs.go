package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	dir, err := os.MkdirTemp("", "walk*")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	os.Chdir(dir)
	os.MkdirAll("a/b/c", 0755)
	os.WriteFile("a/one.txt", []byte("1"), 0644)
	os.WriteFile("a/b/two.txt", []byte("22"), 0600)
	os.Symlink("../one.txt", "a/b/link")
	filepath.WalkDir("a", func(path string, d fs.DirEntry, err error) error {
		fmt.Println(path, d, err)
		if d.Name() == "c" {
			return filepath.SkipDir
		}
		return err
	})
	filepath.Walk(".", func(path string, info fs.FileInfo, err error) error {
		fmt.Println(path, info.IsDir())
		if path == "a/b" {
			return fs.SkipAll
		}
		return err
	})
	fmt.Println(filepath.Glob("a/*/*.txt"))
	fmt.Println(filepath.Glob("none/*"))
	fmt.Println(filepath.EvalSymlinks("a/b/link"))
	fsys := os.DirFS("a")
	text, err := fs.ReadFile(fsys, "b/two.txt")
	fmt.Printf("%s %v\n", text, err)
	_, err = fsys.Open("../x")
	fmt.Println(err, errors.Is(err, fs.ErrInvalid))
	sub, _ := fs.Sub(fsys, "b")
	fmt.Println(fs.Glob(sub, "t*"))
	fmt.Println(fs.ValidPath("a/../b"), fs.ValidPath("a/b"))
}

// Output:
// a d a/ <nil>
// a/b d b/ <nil>
// a/b/c d c/ <nil>
// a/b/link L link <nil>
// a/b/two.txt - two.txt <nil>
// a/one.txt - one.txt <nil>
// . true
// a true
// a/b true
// [a/b/two.txt] <nil>
// [] <nil>
// a/one.txt <nil>
// 22 <nil>
// open ../x: invalid argument true
// [two.txt] <nil>
// false true
