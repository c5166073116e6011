package main

const release = 2
