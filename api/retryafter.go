package api

import (
	"net/http"
	"strings"
	"time"
)

// maxRetryAfter is the longest wait the service can ask for.
const maxRetryAfter = 5 * time.Minute

// ParseRetryAfter reads a Retry-After header: whole seconds or an HTTP date,
// brought into 0 … 5 minutes. Anything else, a negative number too, is not
// ok: the caller then waits as long as it thinks right.
func ParseRetryAfter(value string, now time.Time) (wait time.Duration, ok bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0, false
	}
	if strings.Trim(value, "0123456789") == "" {
		// Read by hand, since more digits than an integer holds are still a
		// wish to wait for long.
		for _, d := range value {
			wait = min(wait*10+time.Duration(d-'0')*time.Second, maxRetryAfter)
		}
		return wait, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(at.Sub(now), 0), maxRetryAfter), true
}
