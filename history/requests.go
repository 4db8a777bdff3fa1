package history

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/index"
)

// requests knows which picture was made from which request at which origin. Of a
// day whose file in the index holds that is what the file says: twenty bytes in
// memory for each result. What this process saves, and days that are being written
// to, it knows by name.
type requests struct {
	mu sync.Mutex
	// days are those that the index was believed about.
	days map[string]*index.Requests
	seen map[string]struct{} // names that are known, "2026-11-24/142233-….jpg"
	// by holds the first picture of a request, more the further ones.
	by   map[indexKey]string
	more map[indexKey][]string
	// largest is the size of the largest result of each operation.
	largest map[api.Operation]int64
	// takes are the numbers given to pictures that are being saved.
	takes map[indexKey]int
	// complete says that every sidecar was read once.
	complete bool
	// refreshed is when other programs' new results were last looked for.
	refreshed time.Time
	// scan lets one goroutine at a time read sidecars for the index.
	scan sync.Mutex
}

// indexKey is a hash over origin and request.
type indexKey [16]byte

func keyOf(origin, hash string) indexKey {
	sum := sha256.Sum256([]byte(origin + "\x00" + hash))
	return indexKey(sum[:16])
}

// add takes a result in. One whose hash is not that of its request was changed
// by hand, or by a newer program in ways we do not see: it is not reused.
func (x *requests) add(name string, s Sidecar) {
	reusable := s.Hash != "" && s.Hash == s.Request.Hash()
	x.put(name, keyOf(s.Origin, s.Hash), reusable)
	x.size(s.Request.Operation, s.Bytes)
}

// size notes how large a result of an operation is.
func (x *requests) size(op api.Operation, bytes int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.largest == nil {
		x.largest = make(map[api.Operation]int64)
	}
	if spec, known := api.Lookup(op); known {
		x.largest[spec.Operation] = max(x.largest[spec.Operation], bytes)
	}
}

// largestOf is the size of the largest result of an operation, 0 if none is
// known.
func (x *requests) largestOf(op api.Operation) int64 {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.largest[op]
}

func (x *requests) put(name string, key indexKey, reusable bool) {
	if strings.ContainsRune(name, '\n') {
		return // not one of ours
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, known := x.seen[name]; known {
		return
	}
	if x.seen == nil {
		x.seen = make(map[string]struct{})
		x.by = make(map[indexKey]string)
		x.more = make(map[indexKey][]string)
	}
	x.seen[name] = struct{}{}
	if !reusable {
		return
	}
	if _, taken := x.by[key]; taken {
		x.more[key] = append(x.more[key], name)
		return
	}
	x.by[key] = name
}

// believe takes what the index says of a day.
func (x *requests) believe(day string, r *index.Requests) {
	x.mu.Lock()
	if x.days == nil {
		x.days = make(map[string]*index.Requests)
	}
	x.days[day] = r
	x.mu.Unlock()
	for kind, bytes := range r.Sizes() {
		x.size(api.Operation(kind), bytes)
	}
}

// doubt forgets what the index said of a day.
func (x *requests) doubt(day string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.days, day)
}

// believed tells whether the index was believed about a day when its folder had
// last been written to then.
func (x *requests) believed(day string, folder int64) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	r := x.days[day]
	return r != nil && r.Folder() == folder
}

// names returns the results of a request, and the days of which the index was
// believed and is another by now.
func (x *requests) names(key indexKey) (names, other []string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if first, known := x.by[key]; known {
		names = append([]string{first}, x.more[key]...)
	}
	for day, r := range x.days {
		places := r.Places(string(key[:]))
		if len(places) == 0 {
			continue
		}
		found, err := r.Names(places)
		if err != nil {
			other = append(other, day)
		}
		for _, name := range found {
			if name == filepath.Base(name) {
				names = append(names, day+"/"+name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), other
}

func (x *requests) has(name string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	_, known := x.seen[name]
	return known
}

func (x *requests) setComplete() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.complete = true
}

func (x *requests) isComplete() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.complete
}

// stale tells, at most every two seconds, that it is time to look for results
// of other programs.
func (x *requests) stale(now time.Time) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if age := now.Sub(x.refreshed); age >= 0 && age < 2*time.Second {
		return false
	}
	x.refreshed = now
	return true
}

// Find looks for a picture already made from r at origin whose file is still
// there. The first call reads the sidecars that neither Load nor an earlier
// run of the program did.
func (l *Library) Find(origin string, r api.Request) (queue.Saved, bool) {
	l.fillIndex()
	key := keyOf(origin, r.Hash())
	saved, ok := l.reusable(key, origin, r)
	if !ok && l.index.stale(l.now()) {
		l.readNewDays()
		saved, ok = l.reusable(key, origin, r)
	}
	return saved, ok
}

// reusable reads what the index names, newest first.
func (l *Library) reusable(key indexKey, origin string, r api.Request) (queue.Saved, bool) {
	for _, name := range slices.Backward(l.made(key)) {
		path := filepath.Join(l.folder, filepath.FromSlash(name))
		s, problem := readSidecar(path + sidecarExt)
		if problem != "" || s.Origin != origin || s.Hash != r.Hash() || s.Hash != s.Request.Hash() {
			continue
		}
		if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
			continue
		}
		saved := s.saved(path)
		saved.Reused, saved.Tokens, saved.Priced = true, 0, true
		return saved, true
	}
	return queue.Saved{}, false
}

// Takes is how many pictures of the same request there are.
func (l *Library) Takes(origin string, r api.Request) int {
	l.fillIndex()
	return len(l.made(keyOf(origin, r.Hash())))
}

// nextTake numbers a picture among those made from the same request.
func (l *Library) nextTake(s Sidecar) int {
	l.fillIndex()
	key := keyOf(s.Origin, s.Hash)
	made := len(l.made(key))
	l.index.mu.Lock()
	defer l.index.mu.Unlock()
	if l.index.takes == nil {
		l.index.takes = make(map[indexKey]int)
	}
	take := max(made, l.index.takes[key]) + 1
	l.index.takes[key] = take
	return take
}

// made returns the names of the results of a request, in their order. A day whose
// file in the index is another by now is read again.
func (l *Library) made(key indexKey) []string {
	names, other := l.index.names(key)
	for tries := 0; len(other) > 0 && tries < 3; tries++ {
		l.index.scan.Lock()
		for _, day := range other {
			l.index.doubt(day)
			_ = l.indexDay(day) // what cannot be read is not reused
		}
		l.index.scan.Unlock()
		names, other = l.index.names(key)
	}
	return names
}

// fillIndex reads the sidecars that were not read yet, once. It goes from the
// oldest to the newest, towards a Load that may be under way.
func (l *Library) fillIndex() {
	if l.index.isComplete() {
		return
	}
	l.index.scan.Lock()
	defer l.index.scan.Unlock()
	if l.index.isComplete() {
		return
	}
	days, err := l.days()
	if err != nil {
		// The next call tries again; meanwhile nothing is found, so that
		// pictures may be made twice but none is taken for another.
		l.warn(fmt.Errorf("look for earlier results in %s: %w", l.folder, err))
		return
	}
	if len(days) > 0 {
		l.holdsResults()
	}
	var errs []error
	for _, day := range days {
		errs = append(errs, l.indexDay(day))
	}
	if err := errors.Join(errs...); err != nil {
		l.warn(fmt.Errorf("look for earlier results in %s: %w", l.folder, err))
	}
	l.index.setComplete()
}

// readNewDays reads what appeared in the two newest days.
func (l *Library) readNewDays() {
	l.index.scan.Lock()
	defer l.index.scan.Unlock()
	days, err := l.days()
	if err != nil {
		return // fillIndex has told about it
	}
	for _, day := range days[max(0, len(days)-2):] {
		_ = l.indexDay(day) // fillIndex has told about it
	}
}

// indexDay takes a day's results in: as the index has them, else one by one.
func (l *Library) indexDay(name string) error {
	if l.indexedDay(name) {
		return nil
	}
	d, err := l.openDay(name, false)
	if err != nil {
		return unreadableDay(name, err)
	}
	l.index.doubt(name)
	type result struct {
		name     string
		key      indexKey
		reusable bool
	}
	var results []result
	take := func(file string, k known) bool {
		if k.problem == "" {
			results = append(results, result{name + "/" + file, k.key, k.reusable})
			l.index.size(k.sidecar.Request.Operation, k.sidecar.Bytes)
		}
		return true
	}
	all := true
	if d.trusted {
		d.each(nil, false, take)
	} else {
		look := d.look()
		defer look.Close()
		for i, it := range d.items {
			if l.index.has(name + "/" + it.name) {
				all = false
				continue
			}
			take(it.name, d.known(look, i))
		}
	}
	if all {
		if d.keep(); d.inIndex && l.indexedDay(name) {
			return nil
		}
	}
	for _, r := range results {
		l.index.put(r.name, r.key, r.reusable)
	}
	return nil
}

// indexedDay takes a day's results as the index has them, if nothing in its folder
// came, went or changed its name since.
func (l *Library) indexedDay(name string) bool {
	info, err := os.Stat(filepath.Join(l.folder, name))
	if err != nil || time.Since(info.ModTime()) < settles {
		return false
	}
	folder := info.ModTime().UnixNano()
	if l.index.believed(name, folder) {
		return true
	}
	r, err := index.ReadRequests(indexFile(l.indexDir, name), l.indexID(name))
	if err != nil || r.Folder() != folder {
		return false
	}
	l.index.believe(name, r)
	return true
}
