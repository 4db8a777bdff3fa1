package bell

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// Bell waits for what happens in the folders of a folder. It is used by one
// goroutine.
type Bell struct {
	root  string
	file  *os.File
	fd    int
	top   int            // the watch on the folder itself
	names map[int]string // of folders in it, by their watches
}

const (
	inFolder = unix.IN_CLOSE_WRITE | unix.IN_CREATE | unix.IN_MOVED_TO | unix.IN_MOVED_FROM | unix.IN_DELETE | unix.IN_ONLYDIR
	ofFolder = unix.IN_CREATE | unix.IN_MOVED_TO | unix.IN_MOVED_FROM | unix.IN_DELETE | unix.IN_DELETE_SELF | unix.IN_MOVE_SELF | unix.IN_ONLYDIR
	leaving  = unix.IN_DELETE_SELF | unix.IN_MOVE_SELF | unix.IN_UNMOUNT | unix.IN_IGNORED
)

// far are file systems that other computers, or other programs, change without
// the system hearing of it: NFS, SMB, CIFS, FUSE, 9P, Ceph, AFS, Coda.
var far = map[uint32]bool{
	0x6969: true, 0x517B: true, 0xFE534D42: true, 0xFF534D42: true, 0x65735546: true, 0x01021997: true,
	0x00C36400: true, 0x5346414F: true, 0x73757245: true,
}

// Open returns a bell on the folder root, and on none of those in it. The error
// is fs.ErrNotExist when the folder is not there, and ErrDeaf where the system
// tells nothing of it.
func Open(root string) (*Bell, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(root, &fs); err != nil {
		return nil, &os.PathError{Op: "statfs", Path: root, Err: err}
	}
	if far[uint32(fs.Type)] {
		return nil, ErrDeaf
	}
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		return nil, ErrDeaf
	}
	b := &Bell{root: root, file: os.NewFile(uintptr(fd), "inotify"), fd: fd, names: map[int]string{}}
	if b.top, err = unix.InotifyAddWatch(fd, root, ofFolder); err != nil {
		_ = b.file.Close() // nothing is in it
		return nil, ErrDeaf
	}
	return b, nil
}

// Add listens to a folder in the folder. What happened in it before is not told.
func (b *Bell) Add(name string) error {
	watch, err := unix.InotifyAddWatch(b.fd, filepath.Join(b.root, name), inFolder)
	if errors.Is(err, unix.ENOSPC) {
		return ErrDeaf
	}
	if err != nil {
		return fmt.Errorf("listen to %s: %w", name, err)
	}
	b.names[watch] = name
	return nil
}

// Close ends the bell.
func (b *Bell) Close() error { return b.file.Close() }

// Wait waits until something happens and then, for what follows, until nothing
// does for as long as settle, or eight times that. The error is ctx's, or
// ErrLeft.
func (b *Bell) Wait(ctx context.Context, settle time.Duration) (Rung, error) {
	stop := context.AfterFunc(ctx, func() { _ = b.file.SetReadDeadline(time.Unix(1, 0)) })
	defer stop()
	var rung Rung
	buffer := make([]byte, 16<<10)
	_ = b.file.SetReadDeadline(time.Time{}) // a file of the poller takes one
	until := time.Time{}
	for ctx.Err() == nil {
		n, err := b.file.Read(buffer)
		if errors.Is(err, os.ErrDeadlineExceeded) && ctx.Err() == nil {
			return rung, nil
		}
		if err != nil {
			break
		}
		if left := b.read(buffer[:n], &rung); left {
			return rung, ErrLeft
		}
		if rung.Files == nil && rung.Folders == nil && !rung.Missed {
			continue // nobody's
		}
		now := time.Now()
		if until.IsZero() {
			until = now.Add(8 * settle)
		}
		if now.After(until) {
			return rung, nil
		}
		_ = b.file.SetReadDeadline(now.Add(settle))
		if ctx.Err() != nil { // its deadline was just set to another
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return Rung{}, err
	}
	return rung, ErrLeft
}

// read takes in what happened, and tells whether the folder itself left.
func (b *Bell) read(events []byte, rung *Rung) (left bool) {
	for len(events) >= unix.SizeofInotifyEvent {
		watch := int(int32(binary.NativeEndian.Uint32(events)))
		mask, n := binary.NativeEndian.Uint32(events[4:]), binary.NativeEndian.Uint32(events[12:])
		name := events[unix.SizeofInotifyEvent:][:n]
		name, _, _ = bytes.Cut(name, []byte{0})
		events = events[unix.SizeofInotifyEvent+int(n):]
		folder, known := b.names[watch]
		switch {
		case mask&unix.IN_Q_OVERFLOW != 0:
			rung.Missed = true
		case watch == b.top && mask&leaving != 0:
			left = true
		case watch == b.top && mask&unix.IN_ISDIR != 0:
			rung.folder(string(name))
		case known && mask&leaving != 0:
			delete(b.names, watch)
			rung.folder(folder)
		case known && len(name) > 0 && name[0] != '.':
			rung.file(folder, string(name))
		}
	}
	return left
}
