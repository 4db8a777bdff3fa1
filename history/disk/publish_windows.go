package disk

import (
	"errors"

	"golang.org/x/sys/windows"
)

// renameNoReplace is not tried here: links do as well.
func renameNoReplace(*Folder, string, string) error { return errors.ErrUnsupported }

// cannotLinkHere knows what FAT says when asked for a hard link.
func cannotLinkHere(err error) bool {
	return errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_NOT_SUPPORTED)
}

func renamePath(string, string) error { return errors.ErrUnsupported }
