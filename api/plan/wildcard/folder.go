package wildcard

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
)

// Limits of a folder. What lies beyond is left out and named in Problems.
const (
	maxFile   = 4 << 20
	maxTotal  = 32 << 20
	maxFiles  = 5_000
	maxDepth  = 12
	maxValues = 200_000
)

// Folder is a folder of lists that is looked at again and again: only files
// that changed are read. It is safe for concurrent use.
type Folder struct {
	dir string

	mu   sync.Mutex
	read map[string]content
	set  Set // of what was read
}

// content is what a file held when it was read last.
type content struct {
	size    int64
	changed time.Time
	lists   map[string]template.List
	err     error
}

// NewFolder returns the folder at dir, which is not looked at yet.
func NewFolder(dir string) *Folder { return &Folder{dir: dir} }

// Load reads the lists of the folder, over those built in; files that did not
// change since the last time are taken from memory, and where none did the set
// is the one of the last time, see Set.Is. A folder that is not there
// has none; a file that cannot be read is named in Problems. The error tells
// what keeps the folder itself from being read; the Set is that of the built-in
// lists then. It reads disk: do not call it in an update loop.
func (f *Folder) Load() (Set, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	// Whatever lies in the folder, nothing outside of it is read.
	root, err := os.OpenRoot(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		f.read, f.set = nil, Builtin()
		return f.set, nil
	}
	if err != nil {
		return Builtin(), fmt.Errorf("the folder of wildcards cannot be read: %w", err)
	}
	defer func() { _ = root.Close() }() // only read from
	w := walk{root: root, before: f.read, now: map[string]content{}, set: Set{lists: map[string]*template.List{}, also: map[string]string{}}}
	if err := fs.WalkDir(root.FS(), ".", w.visit); err != nil {
		return Builtin(), fmt.Errorf("the folder of wildcards cannot be read: %w", err)
	}
	same := func(a, b content) bool { return a.size == b.size && a.changed.Equal(b.changed) }
	if f.set.look != nil && maps.EqualFunc(f.read, w.now, same) && slices.Equal(f.set.broken, w.set.broken) {
		return f.set, nil
	}
	f.read, f.set = w.now, w.set.over(Builtin())
	f.set.look = &look{}
	return f.set, nil
}

// walk is one look at a folder.
type walk struct {
	root        *os.Root
	before, now map[string]content
	set         Set
	files       int
	bytes       int64
	values      int
}

// problem notes why a file cannot be read.
func (w *walk) problem(file, format string, args ...any) {
	ext := path.Ext(file)
	w.set.broken = append(w.set.broken, broken{
		file: clean.Line(file), reason: wording.Sentence(fmt.Sprintf(format, args...)),
		name: strings.ToLower(strings.TrimSuffix(file, ext)), any: !strings.EqualFold(ext, ".txt"),
	})
}

// leaveOut notes why a list of a file cannot be had.
func (w *walk) leaveOut(file, list, format string, args ...any) {
	reason := wording.Sentence(fmt.Sprintf(format, args...))
	w.set.broken = append(w.set.broken, broken{file: clean.Line(file), reason: reason, name: list})
}

func (w *walk) visit(name string, d fs.DirEntry, err error) error {
	switch {
	case err != nil && name == ".":
		return err
	case err != nil:
		w.problem(name, "%v", reason(err))
		return nil
	case name != "." && strings.HasPrefix(d.Name(), "."):
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	case d.IsDir():
		if strings.Count(name, "/") >= maxDepth {
			w.problem(name, "folders are nested too deeply")
			return fs.SkipDir
		}
		return nil
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".yaml", ".yml", ".json":
	default:
		return nil
	}
	if w.files++; w.files > maxFiles {
		w.problem(name, "this file and the ones after it are ignored: there are more than %s", wording.Thousands(maxFiles))
		return fs.SkipAll
	}
	w.file(name)
	return nil
}

// file reads a file, or takes what it held before, and adds its lists.
func (w *walk) file(name string) {
	info, err := w.root.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return // a pipe would never answer
	}
	var c content
	if err == nil {
		if w.bytes += info.Size(); info.Size() > maxFile || w.bytes > maxTotal {
			w.bytes -= info.Size()
			w.problem(name, "it is too large: up to %s per file and %s in total are read", wording.Bytes(maxFile), wording.Bytes(maxTotal))
			return
		}
		var known bool
		c, known = w.before[name]
		if !known || c.size != info.Size() || !c.changed.Equal(info.ModTime()) {
			c = content{size: info.Size(), changed: info.ModTime()}
			c.lists, c.err = w.parse(name)
		}
		w.now[name] = c
		err = c.err
	}
	if err != nil {
		w.problem(name, "%v", reason(err))
		return
	}
	for _, list := range slices.Sorted(maps.Keys(c.lists)) {
		w.add(name, list, c.lists[list])
	}
}

func (w *walk) parse(name string) (map[string]template.List, error) {
	file, err := w.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	data, err := io.ReadAll(io.LimitReader(file, maxFile))
	if err != nil {
		return nil, err
	}
	return parse(name, data)
}

// add adds a list. Two files with a list of one name add up. A list of a file in
// a folder may be called by that too.
func (w *walk) add(file, name string, list template.List) {
	name = strings.ToLower(name)
	switch {
	case !usable(name):
		w.leaveOut(file, name, "%q cannot be the name of a list: use letters, digits, and single _ - . / or spaces in the middle", clean.Short(name, 60))
		return
	case w.values+len(list.Values) > maxValues:
		w.leaveOut(file, name, "its list %s is ignored: there are more than %s values", name, wording.Thousands(maxValues))
		return
	}
	w.values += len(list.Values)
	if have := w.set.lists[name]; have != nil {
		list = join(*have, list)
	}
	list.Name = name
	w.set.lists[name] = &list
	if dir := path.Dir(strings.ToLower(file)); dir != "." && !strings.HasPrefix(name, dir+"/") {
		w.set.also[dir+"/"+name] = name
	}
}

// reason is what an error says beyond the path, which is named already.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
