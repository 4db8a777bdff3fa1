package sandbox

import (
	"context"
	"fmt"
	"time"
)

// Latency is how long the sandbox lets a picture take.
type Latency struct {
	d    time.Duration
	real bool
}

// Zero is no latency, Real what the API takes for a picture: 0.4 to 1.5 s,
// always the same for the same request.
var (
	Zero = Latency{}
	Real = Latency{real: true}
)

// Fixed is a latency of d.
func Fixed(d time.Duration) Latency { return Latency{d: max(d, 0)} }

// ParseLatency reads "real" or a duration such as "0", "250ms", "2s"; at most
// an hour.
func ParseLatency(s string) (Latency, error) {
	if s == "real" {
		return Real, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d > time.Hour {
		return Zero, fmt.Errorf("latency %q is neither \"real\" nor a duration such as 250ms or 2s, up to 1h", s)
	}
	return Fixed(d), nil
}

// String returns what ParseLatency reads.
func (l Latency) String() string {
	if l.real {
		return "real"
	}
	return l.d.String()
}

// of is the latency of the request with a fingerprint.
func (l Latency) of(fingerprint uint64) time.Duration {
	if !l.real {
		return l.d
	}
	return 400*time.Millisecond + time.Duration(fingerprint%1101)*time.Millisecond
}

// pause waits, or returns the context's error when its caller goes away.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
