package app

import "golang.org/x/sys/windows"

// systemPictures is the folder for pictures, which people move and OneDrive takes
// over.
func systemPictures(Environment, string) string {
	dir, err := windows.KnownFolderPath(windows.FOLDERID_Pictures, windows.KF_FLAG_DEFAULT)
	if err != nil {
		return ""
	}
	return dir
}
