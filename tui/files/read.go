package files

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
)

// maxEntries bounds what is read of a folder: nobody looks through more, and a
// path can be written.
const maxEntries = 20_000

// pictures are the ends of the names of pictures, in small letters, also of those
// that are named when they are chosen and go no further.
var pictures = []string{
	".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".psd", ".svg", ".jxl", ".apng", ".jp2",
}

// read lists a folder's sub-folders and pictures by name, folders first.
func read(dir string, hidden bool) ReadyMsg {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ReadyMsg{err: err}
	}
	f, err := os.Open(dir)
	if err != nil {
		return ReadyMsg{err: err}
	}
	defer func() { _ = f.Close() }() // it was only read
	found, err := f.ReadDir(maxEntries)
	if err != nil && !errors.Is(err, io.EOF) {
		return ReadyMsg{err: err}
	}
	msg := ReadyMsg{dir: dir, more: len(found) == maxEntries}
	for _, d := range found {
		folder, picture := kindOf(dir, d)
		if (folder || picture) && (hidden || !strings.HasPrefix(d.Name(), ".")) {
			msg.entries = append(msg.entries, entry{name: d.Name(), shown: clean.Line(d.Name()), folder: folder})
		}
	}
	slices.SortFunc(msg.entries, func(a, b entry) int {
		if a.folder != b.folder {
			return map[bool]int{true: -1, false: 1}[a.folder]
		}
		return cmp.Or(cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), cmp.Compare(a.name, b.name))
	})
	return msg
}

// kindOf tells whether an entry is a folder, or a picture by its name. Links
// count as what they lead to.
func kindOf(dir string, d fs.DirEntry) (folder, picture bool) {
	mode := d.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(filepath.Join(dir, d.Name()))
		if err != nil {
			return false, false
		}
		mode = info.Mode().Type()
	}
	return mode.IsDir(), mode.IsRegular() && slices.Contains(pictures, strings.ToLower(filepath.Ext(d.Name())))
}

// resolve follows a path the person wrote, from the folder that is shown: to a
// folder, which is read, or to a file.
func resolve(text, dir string, hidden bool) ReadyMsg {
	path, err := pathOf(text, dir)
	if err != nil {
		return ReadyMsg{err: err}
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return ReadyMsg{err: err}
	case info.IsDir():
		return read(path, hidden)
	case !info.Mode().IsRegular():
		return ReadyMsg{err: fmt.Errorf("%s is not a file", clean.Line(path))}
	}
	return ReadyMsg{chosen: path}
}

// pathOf reads a path as people and terminals write one: quoted, with spaces
// escaped, from home, as a file address, or relative to dir.
func pathOf(text, dir string) (string, error) {
	text = unquote(strings.TrimSpace(text))
	if address, ok := strings.CutPrefix(text, "file://"); ok {
		text = filepath.FromSlash(unescape(address))
	}
	if rest, ok := strings.CutPrefix(text, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("cannot find your home folder for ~: %w", err)
		}
		text = home + rest
	}
	if !filepath.IsAbs(text) {
		text = filepath.Join(dir, text)
	}
	return filepath.Clean(text), nil
}

// unquote takes away the quotes or backslashes that terminals put into the
// path of a file that is dropped on them.
func unquote(text string) string {
	if n := len(text); n >= 2 && (text[0] == '\'' || text[0] == '"') && text[n-1] == text[0] {
		return strings.ReplaceAll(text[1:n-1], `'\''`, `'`)
	}
	if os.PathSeparator == '\\' || !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	escaped := false
	for _, r := range text {
		if r == '\\' && !escaped {
			escaped = true
			continue
		}
		escaped = false
		b.WriteRune(r)
	}
	return b.String()
}

// unescape reads the %20 of addresses; a % that begins none stays.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if c, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// explain says what went wrong with a folder or file.
func explain(err error) string {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return wording.Sentence(clean.Line(err.Error()))
	}
	name := clean.Line(at.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("Not found: %s.", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("You may not read %s.", name)
	}
	return wording.Sentence(fmt.Sprintf("cannot read %s: %s", name, clean.Line(at.Err.Error())))
}
