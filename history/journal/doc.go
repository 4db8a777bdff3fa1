// Package journal keeps one entry for each paid request, from before its
// first byte leaves until its picture is in the library, so that no way of
// ending the program loses a picture that was paid for, or pays for it twice.
//
// An entry is a file <id>.json in the folder inflight of the program's state:
// a line of JSON for each step, the newest last. Lines are only ever added,
// so a crash can tear the last one at most. The picture's bytes lie beside it
// as <id>.part, or <id>.bin when they are no picture. The process that owns
// an entry holds a lock on it; the lock ends with the process.
package journal
