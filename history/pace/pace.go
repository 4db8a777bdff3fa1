// Package pace keeps all who send with one key from sending more than so many requests
// in a time: all processes of a computer, and of all computers that share the folder.
//
// A turn is a file, named by its number, and whose number it is decides a name that is
// given once, as for claims (history/claim). It may be used when the turn N before it
// was used that long ago. When a turn is used it says itself, in the time of the folder:
// when its file was written, and how long after that. So nobody's clock matters, and who
// waits looks no more: it waits for as long as it worked out.
package pace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api/rate"
	"imagine-tui/history/disk"
)

// Dir is the folder of the turns of one key. It is safe for concurrent use.
type Dir struct{ path string }

// In returns the turns of a key, by its name and where its requests go, in a folder. It
// is made with the first turn.
func In(folder, key, origin string) Dir {
	sum := sha256.Sum256([]byte(key + "\n" + origin))
	return Dir{filepath.Join(folder, hex.EncodeToString(sum[:8]))}
}

// Wait returns when a request may be sent at a rate. A turn that was waited for and not
// used, because ctx ended, is given back.
func (d Dir) Wait(ctx context.Context, r rate.Rate) error {
	t, err := d.take(ctx, r)
	if err != nil {
		return fmt.Errorf("the rate of %s cannot be kept (%s), so nothing is sent: %w", r, disk.Reason(err), err)
	}
	if t.wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(t.wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		_ = os.Remove(filepath.Join(d.path, name(t.number))) // it counts until it is too old
		return ctx.Err()
	}
}

// turn is one that was taken: how long it is until it may be used.
type turn struct {
	number uint64
	wait   time.Duration
}

// slow is how long it may take to take a turn: who slept in between may find that the
// number it wants was used and cleaned away.
const slow = 2 * time.Second

// take takes the next turn.
func (d Dir) take(ctx context.Context, r rate.Rate) (turn, error) {
	folder, err := disk.OpenFolder(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = disk.MakeAll(d.path, 0o755); err == nil {
			folder, err = disk.OpenFolder(d.path)
		}
	}
	if err != nil {
		return turn{}, err
	}
	defer func() { _ = folder.Close() }() // only names are read from it
	for ctx.Err() == nil {
		began := time.Now()
		taken, err := d.numbers()
		if err != nil {
			return turn{}, err
		}
		t := turn{number: 1}
		if len(taken) > 0 {
			t.number = taken[len(taken)-1] + 1
		}
		temp, err := d.write(folder, &t, r, taken)
		if err != nil {
			return turn{}, err
		}
		if time.Since(began) < slow {
			if err = temp.Publish(name(t.number)); err == nil {
				d.clean(taken, r)
				return t, nil
			}
		}
		temp.Discard()
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return turn{}, err
		}
	}
	return turn{}, ctx.Err()
}

// write writes the file of a turn, which has no name yet, and works out how long it has
// to wait.
func (d Dir) write(folder *disk.Folder, t *turn, r rate.Rate, taken []uint64) (*disk.Temp, error) {
	temp, err := folder.CreateFleeting(name(t.number), 0o644)
	if err != nil {
		return nil, err
	}
	_, err = temp.WriteString("waits ")
	if err = errors.Join(err, disk.Sync(temp.File)); err == nil {
		var info fs.FileInfo
		if info, err = temp.Stat(); err == nil {
			if before, there := d.before(t.number, r, taken); there {
				t.wait = max(0, before.Add(r.In).Sub(info.ModTime()))
			}
			_, err = fmt.Fprintf(temp, "%d\n", t.wait.Nanoseconds())
		}
	}
	if err != nil {
		temp.Discard()
		return nil, err
	}
	return temp, nil
}

// before is when the turn is used after which this one comes: the one N before, or
// where that was given back N before that one.
func (d Dir) before(number uint64, r rate.Rate, taken []uint64) (time.Time, bool) {
	for back := uint64(r.Requests); back < number; back += uint64(r.Requests) { // #nosec G115 -- not below 1
		if _, there := slices.BinarySearch(taken, number-back); !there {
			if number-back < taken[0] {
				break
			}
			continue
		}
		if at, err := d.used(number - back); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// used is when a turn is used, by the clock of the folder.
func (d Dir) used(number uint64) (time.Time, error) {
	path := filepath.Join(d.path, name(number))
	info, err := os.Lstat(path)
	if err != nil {
		return time.Time{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > 64 {
		return time.Time{}, errors.ErrUnsupported
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return time.Time{}, err
	}
	wait, err := strconv.ParseInt(strings.TrimSpace(strings.TrimPrefix(string(text), "waits ")), 10, 64)
	if err != nil || wait < 0 {
		wait = 0
	}
	return info.ModTime().Add(time.Duration(wait)), nil
}

// numbers are those of the turns there are, in order.
func (d Dir) numbers() ([]uint64, error) {
	dir, err := os.Open(d.path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = dir.Close() }() // it was only read
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	var list []uint64
	for _, n := range names {
		if number, err := strconv.ParseUint(n, 16, 64); err == nil && len(n) == 16 {
			list = append(list, number)
		}
	}
	slices.Sort(list)
	return list, nil
}

// kept is how many turns are kept at least: others may keep to other rates.
const kept = 1024

// clean removes turns that nobody asks for any more.
func (d Dir) clean(taken []uint64, r rate.Rate) {
	if most := max(kept, 2*r.Requests); len(taken) > most+kept/8 {
		for _, number := range taken[:len(taken)-most] {
			_ = os.Remove(filepath.Join(d.path, name(number))) // the next one tries again
		}
	}
}

func name(number uint64) string { return fmt.Sprintf("%016x", number) }
