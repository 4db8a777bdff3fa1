package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api"
)

// Fault is something that goes wrong. Its name is one of
//
//	1000 … 1202  a code of the API's error documentation, answered in its form
//	300 … 599    an HTTP status as a proxy in front of the API would send it:
//	             plain text, a redirection to another host for 3xx
//	cut          the connection ends in the middle of the picture
//	short        the same without Content-Length: looks complete to HTTP
//	slow         the picture comes in small pieces
//	html         status 200 with a web page
//	empty        status 200 with nothing
//	reset        the connection is reset after the request was read
//	hang         no answer, until the client gives up
//
// These leave the call that asks for a video alone and make trouble later:
//
//	failed         the video fails when its time has come
//	forever        it is never ready
//	late           at first its status is 404, then every other time 500
//	expired        the links to it have expired when they are handed out
//	expired-once   the same, but only the first time
//	status-NAME    its status is answered with the fault NAME of those above
//	download-NAME  its links are, where NAME is no code of the API
type Fault struct {
	Name string
	// Rate is how many of the requests are hit, 0 … 1.
	Rate float64
}

// manners are the faults that are neither a code nor a status; courses are
// those of a video's life.
var (
	manners = []string{"cut", "short", "slow", "html", "empty", "reset", "hang"}
	courses = []string{"failed", "forever", "late", "expired", "expired-once"}
)

// stage is what a fault happens to.
type stage int

const (
	atCall     stage = iota // a call, as soon as it is made
	atJob                   // the life of a video
	atStatus                // the status of a video
	atDownload              // the links to a video
)

// at takes a name apart: what the fault happens to, and what happens.
func (f Fault) at() (stage, string) {
	if slices.Contains(courses, f.Name) {
		return atJob, f.Name
	}
	if rest, ok := strings.CutPrefix(f.Name, "status-"); ok {
		return atStatus, rest
	}
	if rest, ok := strings.CutPrefix(f.Name, "download-"); ok {
		return atDownload, rest
	}
	return atCall, f.Name
}

// ParseFault reads NAME, or NAME:RATE with a rate such as 0.25 or 25%.
func ParseFault(s string) (Fault, error) {
	name, rate, has := strings.Cut(s, ":")
	f := Fault{Name: name, Rate: 1}
	if !f.known() {
		return Fault{}, fmt.Errorf("there is no fault %q: it is an API code (%s), an HTTP status from 300 to 599, or one of %s; for videos also %s, or any of the first with status- or download- in front",
			name, codeList(), strings.Join(manners, ", "), strings.Join(courses, ", "))
	}
	if !has {
		return f, nil
	}
	number, percent := strings.CutSuffix(rate, "%")
	v, err := strconv.ParseFloat(number, 64)
	if percent {
		v /= 100
	}
	if err != nil || !(v >= 0 && v <= 1) {
		return Fault{}, fmt.Errorf("fault %s: the rate %q is not between 0 and 1 (or 0%% and 100%%)", name, rate)
	}
	f.Rate = v
	return f, nil
}

// String returns what ParseFault reads.
func (f Fault) String() string {
	if f.Rate == 1 {
		return f.Name
	}
	return f.Name + ":" + strconv.FormatFloat(f.Rate, 'g', -1, 64)
}

func (f Fault) known() bool {
	stage, what := f.at()
	if stage == atJob || slices.Contains(manners, what) {
		return true
	}
	if _, ok := f.code(); ok {
		return stage != atDownload // where they lead knows nothing of the API's codes
	}
	_, ok := f.status()
	return ok
}

// code is the documented error a fault stands for, if it is one.
func (f Fault) code() (api.CodeDoc, bool) {
	_, what := f.at()
	for _, c := range api.CodeInfo() {
		if strconv.Itoa(c.Code) == what {
			return c, true
		}
	}
	return api.CodeDoc{}, false
}

// status is the HTTP status a fault stands for, if it is one.
func (f Fault) status() (int, bool) {
	_, what := f.at()
	n, err := strconv.Atoi(what)
	return n, err == nil && len(what) == 3 && n >= http.StatusMultipleChoices && n <= 599
}

// aboutKey says whether a fault is a matter of the key, which the API looks
// at before anything else.
func (f Fault) aboutKey() bool {
	stage, _ := f.at()
	c, ok := f.code()
	return ok && stage == atCall && c.Code < codeInvalid
}

func codeList() string {
	var s []string
	for _, c := range api.CodeInfo() {
		s = append(s, strconv.Itoa(c.Code))
	}
	return strings.Join(s, " ")
}

// hits says whether a fault with a rate hits the n-th sending of the request
// with a fingerprint.
func (f Fault) hits(seed int64, fingerprint uint64, n int) bool {
	const bits = 53
	h := mix(uint64(seed)) ^ mix(fingerprint) ^ mix(uint64(n)*0x9E3779B97F4A7C15+1)
	for _, b := range []byte(f.Name) {
		h = mix(h ^ uint64(b))
	}
	return float64(mix(h)>>(64-bits))/(1<<bits) < f.Rate
}

// mix spreads the bits of a number.
func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}
