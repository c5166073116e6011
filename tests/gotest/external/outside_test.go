package external_test

import (
	"testing"

	"example.com/gotest/external"
	"example.com/gotest/passing"
)

func TestOutside(t *testing.T) {
	t.Log(external.Name, external.Secret, passing.Sum(1, 1))
}
