//go:build unix && gc && !cgo_is_no_tag

package main

const system = "unix"
