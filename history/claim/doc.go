// Package claim keeps two processes from sending the same request to the same
// service at once, also when they run on two computers that share the library's
// folder. It needs no locks of the file system, only names that are given once.
//
// A claim is a file in the folder .claims of a library, named by what it is
// about: the request's hash and the origin it goes to. It begins as held, and
// says sent, on disk, before the request's first byte leaves. It is gone once
// the picture and its sidecar are in place, or nothing was charged.
//
// That it says so is seen by all at once; that it still does after a loss of power is
// a name beside it, <claim>.sent-<run>, which all claims that one process sends at the
// same time have on disk with one sync of the folder (see Claim.Sent). A file that
// says held, or nothing, and has that name beside it was sent. Earlier versions read
// it as a claim beside the other one, sent by the same process, and send nothing.
// Where a file has one name only the claim itself is synced.
//
// A held claim whose holder is dead is free for the next: on the same computer
// the holder's process is looked for, by its number and the time it started;
// of another computer the claim must not have been touched for five minutes,
// by the clock of the folder, and a living holder touches it every thirty
// seconds. Two who find one free at once are kept apart by the right to take it
// over (see right). A sent claim is never free by itself: whether it was charged is
// unknown to everybody who uses the folder until a person settles it.
package claim
