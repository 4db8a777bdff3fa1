package api

import "time"

// WithIdleTimeout sets how long an answer may stall once it has begun, or take
// for each 4 KB of it. The default is one minute.
func WithIdleTimeout(d time.Duration) Option {
	return func(c *Client) { c.idleTimeout = d }
}

// WithMaxImage sets the largest picture that is accepted, in bytes. The
// default is 64 MiB.
func WithMaxImage(n int64) Option {
	return func(c *Client) { c.maxImage = n }
}
