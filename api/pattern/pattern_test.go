package pattern_test

import (
	"sync"
	"testing"

	"imagine-tui/api/pattern"
)

var word = pattern.Of(`^[a-z]+$`)

// A pattern is compiled once, whoever asks first.
func TestPattern(t *testing.T) {
	t.Parallel()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if !word.Regexp().MatchString("harbour") || word.Regexp().MatchString("2 harbours") {
				t.Error("the expression is another one")
			}
		})
	}
	group.Wait()
	if first, again := word.Regexp(), word.Regexp(); first != again {
		t.Error("compiled twice")
	}
}

func TestNoPattern(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	pattern.Of(`(`).Regexp()
}
