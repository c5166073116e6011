//go:build blue

package main

const color = "blue"
