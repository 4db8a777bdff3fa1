package history

import (
	"fmt"

	"imagine-tui/history/disk"
)

// SaveError says that a picture that was received could not be put into the
// library. Its bytes are kept; Recover saves it later, also into another
// folder.
type SaveError struct {
	// Folder is the library that could not be written.
	Folder string
	// ID names the request in the journal.
	ID string
	// Kept is the file with the picture's bytes.
	Kept string
	// Placed is the picture's path when it is in the library already and only
	// its description is missing, else "".
	Placed string
	// Unlisted says that recovery does not know of Kept: its record could not
	// be written. Lost says that the bytes are in the memory of this process
	// alone.
	Unlisted, Lost bool
	Err            error
}

// Error names the folder, the reason, and where the picture is.
func (e *SaveError) Error() string {
	if e.Placed != "" {
		return fmt.Sprintf("the picture is saved as %s, but its description could not be written (%s); "+
			"it is kept in recovery", e.Placed, disk.Reason(e.Err))
	}
	if e.Lost {
		return fmt.Sprintf("cannot write to %s (%s), nor anywhere else; the picture is only in memory, free some space before the program ends",
			e.Folder, disk.Reason(e.Err))
	}
	if e.Unlisted {
		return fmt.Sprintf("cannot write to %s (%s), nor the record of it; the picture is in %s", e.Folder, disk.Reason(e.Err), e.Kept)
	}
	return fmt.Sprintf("cannot write to %s (%s); the picture is safe in recovery, free some space or choose another folder",
		e.Folder, disk.Reason(e.Err))
}

// Unwrap gives the cause.
func (e *SaveError) Unwrap() error { return e.Err }
