// Package index keeps in one file for each day of a library what its results'
// descriptions say, so that a start reads a few files and not one for each
// result. It is disposable: the descriptions are the truth, a file that is
// missing, torn, of another version or of another library is as good as none,
// and whoever misses one writes it anew.
//
// A [Day] is never changed in place. It is written under a temporary name and
// renamed, so that readers see one or the other whole, and of two who write the
// last one's stays; both are right. It remembers when the folder of the day was
// last written to. While the folder says the same, no file in it came, went or
// changed its name. What was written so shortly before it was read that the
// clock of the disk could not tell a further change is not settled, and read
// again.
//
// The text that is searched lies apart from the rest, in one piece: a search
// reads that alone, and the rest of what it found. Names and facts come first:
// a list of everything needs no more, and what else is shown of the results in
// view is read result by result (Day.Page), each with a sum of its own. Files
// are not mapped into memory: one that another machine replaces on a network
// drive, or a disk that fails, would end the program.
package index
