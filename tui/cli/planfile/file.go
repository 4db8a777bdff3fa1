package planfile

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/textfile"
	"imagine-tui/history/disk"
)

// Stdin stands for standard input where the name of a plan does.
const Stdin = "-"

// maxLine is the longest line that is read: no prompt comes near it.
const maxLine = 8 << 20

// blanked stands in the copy of what came over a pipe for a line with a key in it,
// which is written nowhere.
var blanked = []byte(`"a key was here"`)

// File is an open plan. It is read as often as is needed, from its first line; what is
// added to it meanwhile is no part of it. It is for one goroutine.
type File struct {
	name   string
	file   *os.File
	copied bool // the file is our own
	size   int64
	folder string
	inputs *Inputs
	hash   string
	err    error
}

// Open opens a plan. What can be read only once, as standard input can, is copied into
// a folder first.
func Open(name string, in io.Reader, folder string, inputs *Inputs) (*File, error) {
	f := &File{inputs: inputs, name: "plan " + clean.Line(name)}
	var err error
	if name == Stdin {
		f.name = "plan from standard input"
		if f.folder, err = os.Getwd(); err != nil {
			return nil, err
		}
		return f, f.copy(in, folder)
	}
	if f.folder, err = filepath.Abs(filepath.Dir(name)); err != nil {
		return nil, err
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, errors.Join(unreadable(name, err), file.Close())
	case info.IsDir():
		return nil, errors.Join(fmt.Errorf("the plan %s is a folder", clean.Line(name)), file.Close())
	case info.Mode().IsRegular():
		f.file, f.size = file, info.Size()
		return f, nil
	}
	defer func() { _ = file.Close() }() // it was only read
	return f, f.copy(file, folder)
}

func unreadable(name string, err error) error {
	return fmt.Errorf("the plan %s cannot be read: %s", clean.Line(name), disk.Reason(err))
}

// copy keeps what comes in a file that goes with us.
func (f *File) copy(in io.Reader, folder string) (err error) {
	if err = disk.MakeAll(folder, 0o700); err == nil {
		f.file, err = os.CreateTemp(folder, "plan-")
	}
	if err != nil {
		return fmt.Errorf("the plan cannot be kept while it is read: %s", disk.Reason(err))
	}
	f.copied = true
	_ = os.Remove(f.file.Name()) // where open files cannot be removed Close does it
	to := bufio.NewWriterSize(f.file, 1<<16)
	lines := scanner(in)
	for lines.Scan() {
		text := lines.Bytes()
		if clean.HasKey(string(text)) {
			text = blanked
		}
		_, err = to.Write(text)
		if err = errors.Join(err, to.WriteByte('\n')); err != nil {
			break
		}
	}
	if err == nil {
		err = lines.Err()
	}
	if err != nil {
		return errors.Join(f.wrong(err), f.Close())
	}
	if err = to.Flush(); err == nil {
		f.size, err = f.file.Seek(0, io.SeekCurrent)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("the plan cannot be kept while it is read: %s", disk.Reason(err)), f.Close())
	}
	return nil
}

func scanner(r io.Reader) *bufio.Scanner {
	lines := bufio.NewScanner(textfile.NewReader(r))
	lines.Buffer(make([]byte, 0, 1<<16), maxLine)
	return lines
}

// wrong says what kept a plan from being read to its end.
func (f *File) wrong(err error) error {
	if errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("the %s has a line of more than %d MB", f.name, maxLine>>20)
	}
	return fmt.Errorf("the %s cannot be read: %w", f.name, err)
}

// Name is what the plan is called where something is said of it.
func (f *File) Name() string { return f.name }

// Lines are the requests of the plan and what is wrong in it. What keeps it from being
// read to its end, Err says.
func (f *File) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		sum := sha256.New()
		lines := scanner(io.TeeReader(io.NewSectionReader(f.file, 0, f.size), sum))
		number := 0
		for lines.Scan() {
			number++
			line, is := f.parse(bytes.TrimRight(lines.Bytes(), "\r"), number)
			if is && !yield(line) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			f.err = f.wrong(err)
			return
		}
		was := f.hash
		if f.hash = hex.EncodeToString(sum.Sum(nil)); was != "" && was != f.hash {
			f.err = fmt.Errorf("the %s was changed while it was read", f.name)
		}
	}
}

// Err says why the last reading ended before the plan did, nil if it did not.
func (f *File) Err() error { return f.err }

// Hash is over the bytes of the plan, once it was read to its end.
func (f *File) Hash() string { return f.hash }

// Keep puts what is prepared for a request in the place it is sent from.
func (f *File) Keep(line Line) error { return f.inputs.Keep(line.Item.Request) }

// Close is done with the plan.
func (f *File) Close() error {
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	if f.copied {
		_ = os.Remove(f.file.Name()) // it is gone already where it could be
	}
	return err
}
