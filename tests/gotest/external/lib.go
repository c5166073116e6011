// Package external is tested from inside and from outside.
package external

// Name is known to all.
const Name = "external"

const secret = "inside"
