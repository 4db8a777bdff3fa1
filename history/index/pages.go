package index

import (
	"io"
	"os"
)

// pages is where parts of a file are read after its beginning was: only as long
// as it is the same file. It is opened anew each time, so that somebody else may
// put a newer one in its place on any system.
type pages struct {
	path string
	id   ID
	head head
}

// open opens the file, unless it is another by now.
func (p *pages) open() (*os.File, error) {
	file, err := os.Open(p.path)
	if err != nil {
		return nil, err
	}
	var h head
	if err = h.read(file, p.id); err == nil && h.raw != p.head.raw {
		err = ErrOther // somebody wrote a newer one meanwhile
	}
	if err != nil {
		_ = file.Close() // only read from
		return nil, err
	}
	return file, nil
}

// whole reads one part of the file, whose sum is known.
func (p *pages) whole(part int, sum uint32) (string, error) {
	file, err := p.open()
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }() // only read from
	if _, err := file.Seek(int64(p.head.begins(part)), io.SeekStart); err != nil {
		return "", err
	}
	return readText(file, p.head.length[part], sum)
}

// each reads what is known of the items at some places of a table.
func (p *pages) each(table string, places []int, use func(i int, known string)) error {
	file, err := p.open()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read from
	from := p.head.begins(theKnown)
	for _, i := range places {
		row := table[i*slot : (i+1)*slot]
		known := make([]byte, number32(row, knownLen))
		if _, err := file.ReadAt(known, int64(from)+int64(number32(row, atKnown))); err != nil {
			return ErrOther // it is shorter by now
		}
		if sum(known) != number32(row, atSum) {
			return ErrOther
		}
		use(i, string(known))
	}
	return nil
}
