// Package sandbox is an honest stand-in for the Imagine API on this computer:
// the same addresses, forms, answers and errors over real HTTP, and pictures
// it paints itself (package paint). Nothing leaves the machine and nothing
// costs anything, so that the first run, the tests and a careful person can
// try everything, the mishaps too.
//
// The order in which a request is looked at is the API's, as far as it is
// known: first the key, then the address, then the form. What the API's
// documentation leaves open is answered here the way its clients report it.
//
// Keys: any bearer that begins with "vk-" is accepted. These behave:
//
//	vk-test-expired     406, code 1002
//	vk-test-empty       402, code 1101, for every call that would cost tokens
//	vk-test-limited     429, code 1202
//	vk-test-fault-NAME  every call goes wrong in the way NAME says, see Fault
//
// Videos are made over time and kept until they are deleted or the sandbox
// ends (or in a folder, see Options.Folder), 256 at most. The links to them are signed, expire, and want no key:
// like the API's they lead to another host, here another port.
package sandbox

import (
	"log/slog"
	"time"

	"imagine-tui/api/rate"
)

// Origin is the origin recorded for results of the built-in sandbox, whatever
// its port.
const Origin = "sandbox"

// Options set a sandbox up. The zero value answers at once, in full size,
// without faults.
type Options struct {
	// Latency is how long a picture takes.
	Latency Latency
	// Faults happen to the calls that would cost tokens, each at its rate.
	Faults []Fault
	// Rate, if set, is how many requests each key may make, those about videos
	// too. Without it the answers name a limit that nobody keeps.
	Rate rate.Rate
	// FaultSeed chooses which requests faults with a rate hit. The same seed
	// hits the same requests, in whatever order they come.
	FaultSeed int64
	// MaxSide, if above 0, makes pictures smaller: their longest side in
	// pixels. Tests of everything but the pictures need no megapixels.
	MaxSide int
	// Slow is how long the fault slow takes to send a picture; 0 means 3 s.
	Slow time.Duration
	// VideoTime is how long a video takes; 0 means 3 s if Latency is Zero,
	// else 20 to 60 s, always the same for the same request.
	VideoTime time.Duration
	// LinkLife is how long a link to a video is good for, in whole seconds; 0
	// means a quarter of an hour.
	LinkLife time.Duration
	// Folder is where videos are kept beyond the end of the sandbox; "" means
	// that they end with it.
	Folder string
	// Bearer is the only key that is accepted, "" for any that begins with
	// "vk-": what a program serves for itself is nobody else's business.
	Bearer string
	// Without are addresses of the status or the deletion of videos that are
	// not served, as the catalogue writes them: "/video/{id}/status". By
	// default all that it lists are, those that are only guessed too.
	Without []string
	// Now tells the time by which videos are made and links expire; nil means
	// time.Now.
	Now func() time.Time
	// Log is told about every request, never about its key or its prompt.
	// Nil means silence.
	Log *slog.Logger
}
