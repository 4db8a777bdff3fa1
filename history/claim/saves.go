package claim

import (
	"hash/fnv"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// savesPrefix begins the name of the file in which a process counts what it
// saved into the library.
const savesPrefix = ".saves-"

// seenByAll is how old a count of a dead process must be before it is taken
// away: whoever wants a claim has looked for saved results moments before.
const seenByAll = time.Minute

// saves tells whether other processes saved something since one last looked:
// who gets a claim right after somebody else was done with it must not send
// what that one has just saved.
type saves struct {
	mu   sync.Mutex
	seen uint64 // of nobody at first
}

func (h Holder) savesName() string { return h.fileName(savesPrefix) }

// fileName is the name of a file of a process.
func (h Holder) fileName(prefix string) string {
	return prefix + strings.Map(plainName, strings.Join([]string{h.Host, h.Space, h.number(), h.Started}, "_"))
}

func plainName(r rune) rune {
	if r == '/' || r == '\\' || r == ':' || r < ' ' {
		return '-'
	}
	return r
}

// Saved counts one more result of this process, before its claim is freed.
func (d *Dir) Saved() error {
	d.saves.mu.Lock()
	defer d.saves.mu.Unlock()
	f, err := os.OpenFile(d.file(d.me.savesName()), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644) // #nosec G302 -- as readable as the results beside it: another computer may share the folder
	if err != nil {
		return err
	}
	_, err = f.WriteString("\n")
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// OthersSaved tells whether another process saved something since it was last
// asked. What dead processes of this computer counted is taken away.
func (d *Dir) OthersSaved() bool {
	names, err := os.ReadDir(d.path)
	if err != nil {
		return true // to be looked for
	}
	sum, some := fnv.New64a(), false
	own := d.me.savesName()
	for _, n := range names {
		name, counts := n.Name(), strings.HasPrefix(n.Name(), savesPrefix)
		if !counts && !strings.HasPrefix(n.Name(), marksPrefix) || name == own {
			continue
		}
		info, err := n.Info()
		if err != nil {
			continue
		}
		if h, ok := d.neighbour(name); ok && time.Since(info.ModTime()) > seenByAll && !h.alive() {
			_ = os.Remove(d.file(name)) // marks keep what they name
			continue
		}
		if !counts {
			continue
		}
		some = true
		_, _ = sum.Write([]byte(name + strconv.FormatInt(info.Size(), 10) + "\n"))
	}
	d.saves.mu.Lock()
	defer d.saves.mu.Unlock()
	now := sum.Sum64()
	if !some {
		now = 0
	}
	changed := now != d.saves.seen
	d.saves.seen = now
	return changed
}

// neighbour reads a name back, if it is that of a process whose number means
// the same to us.
func (d *Dir) neighbour(name string) (Holder, bool) {
	here := Holder{Host: d.me.Host, Space: d.me.Space}
	rest, ok := strings.CutPrefix(name, strings.TrimSuffix(here.fileName(savesPrefix), "0_"))
	if !ok {
		if rest, ok = strings.CutPrefix(name, strings.TrimSuffix(here.fileName(marksPrefix), "0_")); !ok {
			return Holder{}, false
		}
		rest = rest[:max(strings.LastIndexByte(rest, '_'), 0)] // several of one process
	}
	number, started, ok := strings.Cut(rest, "_")
	pid, err := strconv.Atoi(number)
	return Holder{Host: d.me.Host, Space: d.me.Space, PID: pid, Started: started}, ok && err == nil
}
