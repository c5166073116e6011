package external

import "testing"

// Secret is known to the external tests.
const Secret = secret

func TestInside(t *testing.T) { t.Log(secret) }

func TestBoth(t *testing.T) { t.Log("inside") }
