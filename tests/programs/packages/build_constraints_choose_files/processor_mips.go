package main

const processor = "mips"
