package index

// Item is one result of a day.
type Item struct {
	// Name is the file name of the picture.
	Name string
	// Picture tells that the picture is there, Described that its description
	// is.
	Picture, Described bool
	// Stamp is that of the description.
	Stamp Stamp
	// Search is the text that searches look at, in which no byte is 0.
	Search string
	// Facts are what lists and filters ask, as its reader wrote them down, and
	// Words the texts among them that many items share. Both are in memory as
	// long as the day is.
	Facts string
	Words []string
	// Known is what the description says, as its reader wrote it down.
	Known string
	// Request is what the result is found by where the same is asked for again,
	// "" where it is not.
	Request string
	// Of each Kind it is kept how large the largest is; none where it is "".
	Kind  string
	Bytes int64
}

// Stamp tells one state of a file from another.
type Stamp struct {
	// Modified is when it was last written, in nanoseconds since 1970, 0 where
	// it was written too shortly before it was read to tell.
	Modified int64
	// Size is in bytes.
	Size int64
}

// Settled tells whether the same stamp later means the same content.
func (s Stamp) Settled() bool { return s.Modified != 0 }
