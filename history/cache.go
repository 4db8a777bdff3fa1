package history

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api"
	"imagine-tui/history/disk"
)

// Reading 10,000 sidecars takes some tenths of a second, which the first
// request of each run of the program would wait for. So what the index needs
// of them is kept in one file: a line a result with its name and key, and in the
// first line how large the largest of each operation is. The file
// is only ever believed about results whose sidecar is there, and a result
// that it names is read again before it is reused. Deleting it loses nothing.

// cached is what the cache says of one result.
type cached struct {
	key      indexKey
	reusable bool
}

// cacheTitle begins the file; the number of lines follows, and sizes.
const cacheTitle = "imagine-tui index 2 "

// maxCacheHead is how long the first line can be.
const maxCacheHead = 4 << 10

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

// readCache returns what is known of results by name, and how large the largest
// of each operation is; nothing where the file is missing or not as it should
// be.
func (l *Library) readCache() (known map[string]cached, largest map[api.Operation]int64) {
	info, err := os.Stat(l.cache)
	if err != nil || info.Size() > maxCache {
		return nil, nil
	}
	data, err := os.ReadFile(l.cache)
	if err != nil {
		return nil, nil
	}
	return parseCache(data)
}

func parseCache(data []byte) (known map[string]cached, largest map[api.Operation]int64) {
	head, rest, _ := strings.Cut(string(data), "\n")
	count, largest, ok := parseCacheHead(head)
	if !ok || count > len(rest) {
		return nil, nil
	}
	known = make(map[string]cached, count)
	for line := range strings.Lines(rest) {
		key, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		var c cached
		if key != "-" {
			n, err := hex.Decode(c.key[:], []byte(key[:min(len(key), 2*len(c.key))]))
			c.reusable = true
			ok = ok && err == nil && n == len(c.key) && len(key) == 2*n
		}
		if !ok || name == "" {
			return nil, nil
		}
		known[name] = c
	}
	if len(known) != count {
		return nil, nil
	}
	return known, largest
}

// parseCacheHead reads the first line: how many results there are, and sizes.
func parseCacheHead(head string) (count int, largest map[api.Operation]int64, ok bool) {
	text, ok := strings.CutPrefix(head, cacheTitle)
	words := strings.Fields(text)
	if !ok || len(words) == 0 {
		return 0, nil, false
	}
	count, err := strconv.Atoi(words[0])
	largest = map[api.Operation]int64{}
	for _, word := range words[1:] {
		op, text, found := strings.Cut(word, "=")
		size, sizeErr := strconv.ParseInt(text, 10, 64)
		if !found || sizeErr != nil || size < 0 {
			return 0, nil, false
		}
		largest[api.Operation(op)] = size
	}
	return count, largest, err == nil && count >= 0
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
	head, err := bufio.NewReaderSize(file, maxCacheHead).ReadSlice('\n')
	if err != nil {
		return 0
	}
	count, _, _ := parseCacheHead(strings.TrimSuffix(string(head), "\n"))
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
	fmt.Fprintf(&b, "%s%d", cacheTitle, count)
	for _, op := range slices.Sorted(maps.Keys(x.largest)) {
		if size := x.largest[op]; size > 0 && !strings.ContainsFunc(string(op), func(r rune) bool { return r <= ' ' || r == '=' }) {
			fmt.Fprintf(&b, " %s=%d", op, size)
		}
	}
	b.WriteByte('\n')
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
