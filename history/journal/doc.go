// Package journal keeps one entry for each paid request, from before its
// first byte leaves until its picture is in the library, so that no way of
// ending the program loses a picture that was paid for, or pays for it twice.
//
// An entry is a file <id>.json in the folder inflight of the program's state:
// a line of JSON for each step, the newest last. Lines are only ever added,
// so a crash can tear the last one at most. The picture's bytes lie beside it
// as <id>.part, or <id>.bin when they are no picture. The process that owns
// an entry holds a lock on it; the lock ends with the process.
//
// # Requests that are in flight together
//
// Making a file and syncing it is most of what a request costs, so the entries of
// the requests that one process has in flight at the same time stand in one file.
// The first makes it under its name; one that comes while any of them is owned adds
// its first line there and then gets its own name for the same file (a hard link).
// Each line says whose it is, and an entry is read from the lines of its id. So
//
//   - Record.Sent is one sync for all who want one at the same time
//     (disk.SyncShared): who comes while one is under way waits for the next, which
//     begins after their lines were written. It returns when both the lines and the
//     name are on disk.
//   - A torn tail is a line of one entry; what it was to say did not happen, and no
//     other entry hears of it. What a full disk cut in the middle is taken out again.
//   - The lock on the file is that of all entries in it: while their process lives
//     they are Live. Other processes have files of their own.
//   - An entry that is finished loses its name, which needs no sync: when that is lost
//     with the power, the entry is back as sent, and recovery finds its picture in
//     the library. The file goes with its last name.
//   - An entry that is given up while others go on is copied into a file of its own,
//     whole and synced before it takes its name, so that others may have it at once.
//     So does one that is taken over from a dead process.
//
// Earlier versions had a file for each entry and no ids before the lines; such files
// are read as before, and files with one entry are still what those read. One who
// meets a file with several reads a schema that it does not know, says that a
// newer version wrote the entry, and leaves it and its bytes alone; the claim in
// the library keeps it from sending that request again. Where a file system knows
// no hard links, and on Windows, each entry has its own file, as before.
package journal
