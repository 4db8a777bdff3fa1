package history

import (
	"context"
	"fmt"
	"os"

	"imagine-tui/api/media"
	"imagine-tui/api/plainfile"
	"imagine-tui/api/wording"
	"imagine-tui/history/disk"
)

// Soundness is what is known of a result after its file was read.
type Soundness struct {
	// Problem says what is wrong with it, "" for nothing.
	Problem string
	// Unproved says that its recipe holds no hash: it is whole, and nobody can
	// say whether it is as it was saved.
	Unproved bool
}

// Check reads a result's file and compares it with what its recipe says: the
// bytes, how many they are, and how many pixels. A file without a hash has to be
// a whole picture at least. It ends early when ctx does.
func Check(ctx context.Context, e Entry) Soundness {
	if e.Problem != "" {
		return Soundness{Problem: e.Problem}
	}
	s, problem := readSidecar(e.SidecarPath)
	if problem != "" {
		return Soundness{Problem: problem}
	}
	file, err := plainfile.Open(e.Path)
	if err != nil {
		return Soundness{Problem: disk.Reason(err)}
	}
	defer func() { _ = file.Close() }() // only read from
	hash, err := FileHash(ctx, e.Path)
	if err != nil {
		return Soundness{Problem: disk.Reason(err)}
	}
	size, err := fileContent{file}.Size()
	proved := s.FileSHA256 != "" || s.SHA256 == hash
	switch {
	case err != nil:
		problem = disk.Reason(err)
	case s.FileSHA256 != "" && s.FileSHA256 != hash:
		problem = "the file was changed after it was saved"
	case s.Bytes > 0 && s.Bytes != size:
		problem = fmt.Sprintf("the file has %s, its recipe says %s", wording.Count(int(size), "byte"), wording.Count(int(s.Bytes), "byte"))
	default:
		problem = s.unlike(file, size, proved)
	}
	if problem == "" && s.Hash != "" && s.Hash != s.Request.Hash() {
		problem = "its recipe was changed by hand: what it asks for is not what was sent"
	}
	return Soundness{Problem: problem, Unproved: problem == "" && !proved}
}

// unlike says in what a file is not what its recipe says, "" for nothing. The
// pixels are looked at where nothing else proves them.
func (s Sidecar) unlike(file *os.File, size int64, proved bool) string {
	width, height := media.Size(file)
	if !proved {
		found, err := inspect(fileContent{file}, size, s.Request.Operation)
		if err != nil {
			return "it is damaged, and there is no hash to compare it with"
		}
		width, height = found.Width, found.Height
	}
	same := width == s.Width && height == s.Height || width == s.Height && height == s.Width // EXIF may turn it
	if width > 0 && s.Width > 0 && !same {
		return fmt.Sprintf("the picture has %d×%d pixels, its recipe says %d×%d", width, height, s.Width, s.Height)
	}
	return ""
}
