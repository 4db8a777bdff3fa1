//go:build !unix

package picture

import "time"

// Ask asks nothing here: what the environment says must do.
func (d *Detector) Ask(time.Duration) error { return nil }
