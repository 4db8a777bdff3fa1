package contactsheet

import (
	"bytes"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// mixed is the source type of what was put together of pictures some of which a
// model made.
const mixed = xmp.SourceTypes + "compositeSynthetic"

// sourceOf returns the source type that a file names, "" for none.
func sourceOf(path string) string {
	file, err := plainfile.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }() // only read from
	marks, err := mark.Read(file)
	if err != nil || xmp.Kind(marks.Source) == "" {
		return ""
	}
	return marks.Source
}

// common returns the source type of a sheet of pictures.
func common(sources []string) string {
	all := sources[0]
	for _, s := range sources[1:] {
		if s != all {
			return mixed
		}
	}
	return all
}

// marked returns a picture's file with the mark of where it comes from.
func marked(data []byte, source string) []byte {
	if source == "" {
		return data
	}
	edits, err := mark.Adding(bytes.NewReader(data), source)
	if err != nil || len(edits) == 0 {
		return data
	}
	var b bytes.Buffer
	if mark.Apply(&b, bytes.NewReader(data), edits) != nil {
		return data // without the mark, and whole
	}
	return b.Bytes()
}

// marking puts the mark behind the header of a PNG that is written through it.
type marking struct {
	w      io.Writer
	source string
	at     int64
}

func (m *marking) Write(p []byte) (n int, err error) {
	if m.source == "" || m.at >= media.PNGHead {
		return m.w.Write(p)
	}
	head := min(int64(len(p)), media.PNGHead-m.at)
	if n, err = m.w.Write(p[:head]); err != nil {
		return n, err
	}
	if m.at += head; m.at == media.PNGHead {
		if _, err := m.w.Write(mark.Chunk(xmp.Mark(m.source))); err != nil {
			return n, err
		}
	}
	rest, err := m.w.Write(p[head:])
	return n + rest, err
}
