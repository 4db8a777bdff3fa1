package studio

import "time"

// clock tells the time.
type clock struct{ read func() time.Time }

// Now returns the time.
func (c *clock) Now() time.Time { return c.read() }
