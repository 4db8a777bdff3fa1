package console

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// pieces counts the writes that reach it, and fails after some.
type pieces struct {
	strings.Builder
	writes, most int
}

func (p *pieces) Write(b []byte) (int, error) {
	if p.writes++; p.writes > p.most {
		return 0, errors.New("the disk is full")
	}
	return p.Builder.Write(b)
}

// What is gathered arrives whole and in few pieces, and what keeps it from arriving is
// told.
func TestGather(t *testing.T) {
	t.Parallel()
	out := &pieces{most: 100}
	c := &Console{Out: out}
	c.Watch()
	flush := c.Gather()
	for i := range 10_000 {
		fmt.Fprintln(c.Out, "line", i)
	}
	if err := flush(); err != nil || c.Broken() != nil {
		t.Fatal(err, c.Broken())
	}
	if lines := strings.Count(out.String(), "\n"); lines != 10_000 || out.writes > 5 {
		t.Errorf("%d lines in %d writes", lines, out.writes)
	}
	fmt.Fprintln(c.Out, "at once")
	if !strings.HasSuffix(out.String(), "at once\n") {
		t.Error("what is printed later waits, too")
	}
	out.most = 0
	flush = c.Gather()
	fmt.Fprintln(c.Out, "lost")
	if err := flush(); err == nil || c.Broken() == nil {
		t.Error("a full disk is not told")
	}
}
