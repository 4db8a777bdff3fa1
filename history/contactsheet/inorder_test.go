package contactsheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"testing"
)

// However many pictures are made ready at once, and whatever is wrong with some
// of them, a sheet has the bytes that it has when they are done one by one.
func TestAsOneByOne(t *testing.T) {
	t.Parallel()
	entries := matrix(t, []string{"dawn"}, []string{"anime", "realistic"}, 1, 2, 3, 4)
	if err := os.WriteFile(entries[3].Path, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(entries[6].Path); err != nil {
		t.Fatal(err)
	}
	for kind, write := range map[string]func(*Sheet, context.Context, io.Writer) (Result, error){"html": (*Sheet).WriteHTML, "png": (*Sheet).WritePNG} {
		var first bytes.Buffer
		var told []Problem
		for _, atOnce := range []int{1, 3, 64} {
			s := newSheet(t, entries, Options{})
			s.atOnce = atOnce
			var page bytes.Buffer
			result, err := write(s, t.Context(), &page)
			if err != nil || len(result.Problems) != 2 {
				t.Fatalf("%s: %+v, %v", kind, result.Problems, err)
			}
			if atOnce == 1 {
				first, told = page, result.Problems
				continue
			}
			if !bytes.Equal(page.Bytes(), first.Bytes()) || !slices.Equal(result.Problems, told) {
				t.Errorf("%s, %d at once: another sheet", kind, atOnce)
			}
		}
	}
}

// A sheet that is called off ends in the middle, and says why.
func TestCalledOff(t *testing.T) {
	t.Parallel()
	entries := matrix(t, []string{"dawn"}, []string{"anime"}, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	for kind, write := range map[string]func(*Sheet, context.Context, io.Writer) (Result, error){"html": (*Sheet).WriteHTML, "png": (*Sheet).WritePNG} {
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		s := newSheet(t, entries, Options{Progress: func(done, _ int) {
			if done == 3 {
				cancel()
			}
			if done > 4 {
				t.Errorf("%s: %d were done", kind, done)
			}
		}})
		if _, err := write(s, ctx, io.Discard); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New(ctx, entries, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("laid out: %v", err)
	}
}
