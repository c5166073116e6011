//go:build ignore

package main

const release = 1
