package webpscale

import (
	"testing"

	"go.uber.org/goleak"
)

// Case 70 of the faults: no goroutine outlives its picture.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
