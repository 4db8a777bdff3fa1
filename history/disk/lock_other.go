//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd && !windows

package disk

import (
	"errors"
	"os"
)

// Lock cannot be had here.
func Lock(*os.File) error { return errors.ErrUnsupported }

// TryLock cannot be had here.
func TryLock(*os.File) (bool, error) { return false, errors.ErrUnsupported }

// TryShare cannot be had here.
func TryShare(*os.File) (bool, error) { return false, errors.ErrUnsupported }

// Unlock has nothing to do.
func Unlock(*os.File) error { return nil }
