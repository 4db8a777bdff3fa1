// Package rate says how many requests may be made in how long.
package rate

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Rate is how many requests may be made in any time of a length. It is the value of a
// flag; the zero Rate is no limit.
type Rate struct {
	Requests int
	In       time.Duration
}

const (
	most    = 100_000
	longest = 24 * time.Hour
)

// Parse reads how many requests are allowed in how long: "50/60s".
func Parse(s string) (Rate, error) {
	number, window, _ := strings.Cut(s, "/")
	n, wrong := strconv.Atoi(number)
	d, err := time.ParseDuration(window)
	if wrong != nil || err != nil || n < 1 || n > most || d < time.Millisecond || d > longest {
		return Rate{}, fmt.Errorf("the rate %q is not a number of requests and a time such as 50/60s or 1000/1h, from 1 to %d requests in 1ms to 24h", s, most)
	}
	return Rate{n, d}, nil
}

// String returns what Parse reads, "" for no limit.
func (r Rate) String() string {
	if r.Requests == 0 {
		return ""
	}
	return strconv.Itoa(r.Requests) + "/" + strconv.FormatFloat(r.In.Seconds(), 'f', -1, 64) + "s"
}

// Set is Parse.
func (r *Rate) Set(s string) (err error) {
	*r, err = Parse(s)
	return err
}

// Type names the kind of value in the help.
func (Rate) Type() string { return "n/duration" }
