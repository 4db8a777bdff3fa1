// Package history keeps results: every picture in a dated folder, with a
// sidecar beside it that says what it was made from, and the same recipe
// inside the picture. Files are the truth; everything else can be built again
// from them.
//
// It also sees to it that no picture that was paid for is lost: a request is
// in the journal before it leaves, its answer is on disk before it is moved
// into the library, and what an earlier run of the program left unfinished is
// finished by Recover.
package history
