//go:build !go1.18

package main

const release = "old"
