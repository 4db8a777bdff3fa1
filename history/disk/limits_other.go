//go:build !linux && !darwin

package disk

import (
	"errors"
	"path/filepath"
	"syscall"
)

// LargestFile is not limited here, as far as is known.
func LargestFile() (bytes int64, known bool) { return 0, false }

// MostFiles is not limited here, as far as is known.
func MostFiles() (n int, known bool) { return 0, false }

// TooManyOpen tells whether something failed for want of descriptors.
func TooManyOpen(err error) bool { return errors.Is(err, syscall.EMFILE) }

// Device names the volume of a path.
func Device(path string) string { return filepath.VolumeName(path) }

// MayWrite tells whether nothing that the system knows is against making files in a
// folder. Whether it goes, Writable tells.
func MayWrite(string) bool { return false }

func tooLarge(error) bool { return false }
