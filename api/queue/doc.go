// Package queue sends planned requests and sees each through to a saved
// picture. It owns every goroutine that does network or disk work for a run,
// saves in the goroutine that received, and is closed and awaited however the
// program ends.
//
// What it never does is pay twice by itself: a request goes out again only
// when the last one was provably not sent, or was refused unprocessed.
package queue
