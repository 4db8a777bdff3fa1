package history

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
)

// mostInMemory is how much of an answer is kept in memory where no file takes
// it: as much as a picture can be.
const mostInMemory = 64 << 20

// receiver writes an answer down, whatever the disk says: it is paid for. When
// the file takes no more it goes on in the library, and at last in memory.
type receiver struct {
	library *Library
	rec     *journal.Record
	file    *os.File
	written int64
	memory  *bytes.Buffer // nil as long as a file will do
}

// Write takes bytes of the answer.
func (w *receiver) Write(p []byte) (int, error) {
	if w.memory == nil {
		n, err := w.file.Write(p)
		w.written += int64(n)
		if err == nil {
			return n, nil
		}
		if err := w.elsewhere(err); err != nil {
			return n, err
		}
		m, err := w.Write(p[n:])
		return n + m, err
	}
	if w.memory.Len()+len(p) > mostInMemory {
		return 0, fmt.Errorf("the result cannot be written to any disk, and memory holds at most %d MB of it", mostInMemory>>20)
	}
	return w.memory.Write(p)
}

// elsewhere goes on in the library, else in memory.
func (w *receiver) elsewhere(why error) error {
	if folder := w.rec.Entry().Incoming(); filepath.Dir(w.file.Name()) != folder {
		file, err := w.rec.Keep(folder, io.NewSectionReader(w.file, 0, w.written))
		if err == nil {
			w.file = file
			return nil
		}
	}
	w.memory = &bytes.Buffer{}
	if _, err := io.Copy(w.memory, io.NewSectionReader(w.file, 0, w.written)); err != nil {
		return errors.Join(why, err)
	}
	return nil
}

// content is what has been received.
func (w *receiver) content() content {
	if w.memory != nil {
		return memoryContent{bytes.NewReader(w.memory.Bytes())}
	}
	return fileContent{w.file}
}

// rescue writes what is in memory to the next place that takes it, and returns
// that; "" if there is none.
func (w *receiver) rescue() (path string) {
	if w.memory == nil {
		return ""
	}
	places := []string{w.rec.Entry().Incoming(), ""}
	if home, err := os.UserHomeDir(); err == nil {
		places = append(places, filepath.Join(home, "imagine-tui-kept"))
	}
	for _, place := range places {
		if path := w.into(place); path != "" {
			return path
		}
	}
	// Others can write there too, so it is a folder of our own.
	if own, err := os.MkdirTemp("", "imagine-tui-kept-"); err == nil {
		if path := w.into(own); path != "" {
			return path
		}
		_ = os.Remove(own) // it is empty
	}
	return ""
}

// into writes what is in memory into a folder, "" for beside the entry.
func (w *receiver) into(folder string) (path string) {
	file, err := w.rec.Keep(folder, bytes.NewReader(w.memory.Bytes()))
	if err != nil || disk.Sync(file) != nil {
		return ""
	}
	w.memory, w.file = nil, file
	return file.Name()
}
