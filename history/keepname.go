package history

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"imagine-tui/history/disk"
)

// namelessStem is what a copy is called whose name is to tell nothing of how it
// was made.
func namelessStem(ext string) string {
	if ext == ".mp4" || ext == ".webm" {
		return "video"
	}
	return "picture"
}

// publishCopy gives the copy its name, or finds the same file there already.
func publishCopy(folder *disk.Folder, temp *disk.Temp, name, sum string) (as string, already bool, err error) {
	for n := 1; ; n++ {
		as = numbered(name, n)
		if hashOf(folder, as) == sum {
			return as, true, nil
		}
		if folder.Taken(as + sidecarExt) {
			continue // of another picture
		}
		err := temp.Publish(as)
		if err == nil || !errors.Is(err, fs.ErrExist) || n == 10_000 {
			return as, false, err
		}
	}
}

// numbered is the n-th name that a copy may have. Where there is no room for a
// number the name is cut.
func numbered(name string, n int) string {
	if n == 1 {
		return name
	}
	end := fmt.Sprintf("-%d%s", n, filepath.Ext(name))
	return disk.Cut(strings.TrimSuffix(name, filepath.Ext(name)), disk.MaxName-len(sidecarExt)-len(end)) + end
}
