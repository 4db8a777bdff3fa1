package history

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"imagine-tui/history/disk"
)

// Reading 10,000 sidecars takes some tenths of a second, which the first
// request of each run of the program would wait for. So what the index needs
// of them is kept in one file: a line a result with its name and key. The file
// is only ever believed about results whose sidecar is there, and a result
// that it names is read again before it is reused. Deleting it loses nothing.

// cached is what the cache says of one result.
type cached struct {
	key      indexKey
	reusable bool
}

// cacheTitle begins the file; the number of lines follows.
const cacheTitle = "imagine-tui index 1 "

// cacheSlack is how many results more or less the cache may hold before it is
// written again. Those missing are read from their sidecars.
const cacheSlack = 200

// maxCache is the largest cache that is read, in bytes: a million results.
const maxCache = 150 << 20

// cachePath returns the cache's file for a library.
func cachePath(state, folder string) string {
	sum := sha256.Sum256([]byte(folder))
	return filepath.Join(state, "index", hex.EncodeToString(sum[:8])+".txt")
}

// readCache returns what is known of results by name, nothing where the file
// is missing or not as it should be.
func (l *Library) readCache() map[string]cached {
	info, err := os.Stat(l.cache)
	if err != nil || info.Size() > maxCache {
		return nil
	}
	data, err := os.ReadFile(l.cache)
	if err != nil {
		return nil
	}
	return parseCache(data)
}

func parseCache(data []byte) map[string]cached {
	head, rest, _ := strings.Cut(string(data), "\n")
	count, ok := cacheCount(head)
	if !ok || count > len(rest) {
		return nil
	}
	known := make(map[string]cached, count)
	for line := range strings.Lines(rest) {
		key, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		var c cached
		if key != "-" {
			n, err := hex.Decode(c.key[:], []byte(key[:min(len(key), 2*len(c.key))]))
			c.reusable = true
			ok = ok && err == nil && n == len(c.key) && len(key) == 2*n
		}
		if !ok || name == "" {
			return nil
		}
		known[name] = c
	}
	if len(known) != count {
		return nil
	}
	return known
}

func cacheCount(head string) (int, bool) {
	number, ok := strings.CutPrefix(head, cacheTitle)
	count, err := strconv.Atoi(number)
	return count, ok && err == nil && count >= 0
}

// writeCache brings the cache up to date if it is too far behind the index. It
// is not synced, and that it cannot be written is no trouble.
func (l *Library) writeCache() {
	content, count := l.index.lines(l.cachedCount())
	if content == nil {
		return
	}
	err := disk.MakeAll(filepath.Dir(l.cache), 0o700)
	temp := filepath.Join(filepath.Dir(l.cache), disk.TempName(filepath.Base(l.cache)))
	if err == nil {
		err = os.WriteFile(temp, content, 0o600)
	}
	if err == nil {
		err = os.Rename(temp, l.cache)
	}
	if err != nil {
		_ = os.Remove(temp) // there may be none
		l.warn(fmt.Errorf("remember %d results for the next start: %w", count, err))
	}
}

// cachedCount reads how many results the cache holds.
func (l *Library) cachedCount() int {
	file, err := os.Open(l.cache)
	if err != nil {
		return 0
	}
	defer func() { _ = file.Close() }() // only read from
	head, err := bufio.NewReaderSize(file, 64).ReadSlice('\n')
	if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
		return 0
	}
	count, _ := cacheCount(strings.TrimSuffix(string(head), "\n"))
	return count
}

// lines writes the index down, unless it holds about as many results as have.
func (x *index) lines(have int) (content []byte, count int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	count = len(x.seen)
	if diff := count - have; diff < cacheSlack && diff > -cacheSlack {
		return nil, count
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%d\n", cacheTitle, count)
	rest := maps.Clone(x.seen)
	put := func(key indexKey, name string) {
		b.Write(hex.AppendEncode(b.AvailableBuffer(), key[:]))
		b.WriteByte(' ')
		b.WriteString(name)
		b.WriteByte('\n')
		delete(rest, name)
	}
	for key, name := range x.by {
		put(key, name)
		for _, name := range x.more[key] {
			put(key, name)
		}
	}
	for name := range rest {
		b.WriteString("- " + name + "\n")
	}
	return b.Bytes(), count
}
