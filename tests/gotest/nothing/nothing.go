// Package nothing has no tests.
package nothing
