//go:build (round && blue) || square

package main

const shape = "round"
