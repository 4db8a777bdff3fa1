//go:build !linux && !windows

package disk

import "errors"

// renameNoReplace is not tried here: links do as well.
func renameNoReplace(*Folder, string, string) error { return errors.ErrUnsupported }

func cannotLinkHere(error) bool { return false }

func renamePath(string, string) error { return errors.ErrUnsupported }
