//go:build !round && linux

package main

const shape = "other"
