package history

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"imagine-tui/api/media"
	"imagine-tui/api/videofile"
)

const (
	// stillPatience is how long a picture of a video may take.
	stillPatience = 10 * time.Second
	// stillHead is how much of a video is looked at for a frame of its own.
	stillHead = 8 << 20
)

// StillsIn is the folder of pictures of videos inside the state folder. Each is
// named by the hash of the video's file. Everything in it may be deleted.
func StillsIn(stateDir string) string { return filepath.Join(stateDir, "stills") }

// StillName is the name of the picture of a video file with a hash.
func StillName(fileSHA256 string) string { return fileSHA256 + ".still" }

// keepStill fetches a picture of a video that shows none of its own frames, and
// keeps it. The video is saved: whatever goes wrong here is no matter.
func keepStill(ctx context.Context, l *Library, p placed, fetch func(context.Context) ([]byte, error)) {
	if fetch == nil || p.path == "" || p.sidecar.FileSHA256 == "" || showsItself(p.path) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, stillPatience)
	defer cancel()
	if data, err := fetch(ctx); err == nil {
		_ = writeInput(l.stills, StillName(p.sidecar.FileSHA256), data)
	}
}

// showsItself tells whether the first frame of a video can be drawn: Motion JPEG.
func showsItself(path string) bool {
	file, err := os.Open(path) // #nosec G304 -- it was just saved
	if err != nil {
		return true
	}
	defer func() { _ = file.Close() }() // only read from
	head := make([]byte, stillHead)
	n, _ := file.ReadAt(head, 0) // a short file has a short head
	return media.Sniff(videofile.Content(head[:n])) == media.JPEG
}
