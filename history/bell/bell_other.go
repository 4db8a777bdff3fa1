//go:build !linux

package bell

import (
	"context"
	"time"
)

// Bell is none: this system tells nothing that would do for many files.
type Bell struct{}

// Open returns ErrDeaf.
func Open(string) (*Bell, error) { return nil, ErrDeaf }

// Add does nothing.
func (*Bell) Add(string) error { return ErrDeaf }

// Wait returns ErrDeaf.
func (*Bell) Wait(context.Context, time.Duration) (Rung, error) { return Rung{}, ErrDeaf }

// Close does nothing.
func (*Bell) Close() error { return nil }
