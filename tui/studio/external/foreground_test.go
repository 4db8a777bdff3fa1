package external

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// A program that is over at once is held until the screen has settled, one that
// takes longer is not.
func TestForegroundIsNotOverTooSoon(t *testing.T) {
	t.Parallel()
	for took, want := range map[time.Duration]time.Duration{0: settling, settling / 2: settling, time.Minute: time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			gone := errors.New("no such program")
			f := &foreground{away: away{func() error { time.Sleep(took); return gone }}}
			start := time.Now()
			if err := f.Run(); !errors.Is(err, gone) {
				t.Errorf("it said %v", err)
			}
			if is := time.Since(start); is != want {
				t.Errorf("%v became %v, want %v", took, is, want)
			}
		})
	}
}
