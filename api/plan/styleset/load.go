package styleset

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/BurntSushi/toml"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/textfile"
	"imagine-tui/api/wording"
)

const (
	maxFile  = 1 << 20 // bytes
	maxFiles = 500
	maxSets  = 2_000
)

// document is what a file holds.
type document struct {
	Sets []Set `toml:"set"`
}

// Load reads the sets of every .toml file in a folder, in the order of their
// names. A folder that is not there has none. Problems tells, a sentence each,
// what could not be used; of two sets with one name the first counts. The
// error tells what keeps the folder itself from being read. It reads disk: do
// not call it in an update loop.
func Load(dir string) (sets []Set, problems []string, err error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the folder of style sets cannot be read: %w", err)
	}
	defer func() { _ = root.Close() }() // only read from
	names, err := fs.Glob(root.FS(), "*.toml")
	if err != nil {
		return nil, nil, fmt.Errorf("the folder of style sets cannot be read: %w", err)
	}
	problem := func(name string, err error) {
		problems = append(problems, clean.Line(name)+": "+wording.Sentence(err.Error()))
	}
	for i, name := range names {
		if strings.HasPrefix(name, ".") {
			continue
		}
		if i >= maxFiles {
			problem(name, fmt.Errorf("this file and the ones after it are ignored: there are more than %d", maxFiles))
			break
		}
		found, unknown, err := read(root, name)
		if err != nil {
			problem(name, err)
			continue
		}
		if unknown != "" {
			problem(name, fmt.Errorf("unknown setting %s: a set has name, prefix, suffix, styles and aspect_ratio", unknown))
		}
		for _, s := range found {
			s = s.tidy()
			err := s.check()
			if _, twice := Find(sets, s.Name); err == nil && twice {
				err = fmt.Errorf("its set %q is ignored: there is another of that name", s.Name)
			}
			if err == nil && len(sets) >= maxSets {
				err = fmt.Errorf("its set %q is ignored: there are more than %d", s.Name, maxSets)
			}
			if err != nil {
				problem(name, err)
				continue
			}
			sets = append(sets, s)
		}
	}
	return sets, problems, nil
}

// read reads one file. unknown is a setting in it that no set has.
func read(root *os.Root, name string) (sets []Set, unknown string, err error) {
	info, err := root.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return nil, "", errors.New("it is not a file") // a pipe would never answer
	}
	var file *os.File
	if err == nil {
		file, err = root.Open(name)
	}
	if err != nil {
		return nil, "", reason(err)
	}
	defer func() { _ = file.Close() }() // only read from
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, "", reason(err)
	}
	if len(data) > maxFile {
		return nil, "", fmt.Errorf("it is larger than %s", wording.Bytes(maxFile))
	}
	return parse(data)
}

func parse(data []byte) (sets []Set, unknown string, err error) {
	var doc document
	text, err := textfile.String(data)
	if err != nil {
		return nil, "", err
	}
	meta, err := toml.Decode(text, &doc)
	if err != nil {
		var at toml.ParseError
		if errors.As(err, &at) {
			return nil, "", fmt.Errorf("line %d: %s", at.Position.Line, clean.Short(at.Message, 200))
		}
		return nil, "", errors.New(clean.Short(strings.TrimPrefix(err.Error(), "toml: "), 200))
	}
	if keys := meta.Undecoded(); len(keys) > 0 {
		unknown = clean.Short(keys[0].String(), 60)
	}
	return doc.Sets, unknown, nil
}

// reason is what an error says beyond the path, which is named already.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// fileName is the name a set's file gets: its own, in letters that every file
// system takes.
func fileName(name string, n int) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case word(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 60 {
			break
		}
	}
	stem := strings.Trim(b.String(), "-")
	switch stem {
	case "", "con", "nul", "aux", "prn": // what Windows keeps for itself
		stem = "set-" + stem
	}
	if n > 1 {
		stem = fmt.Sprintf("%s-%d", stem, n)
	}
	return path.Clean(stem + ".toml")
}
