package box

import "testing"

func TestPosition(t *testing.T) {
	for _, c := range []struct {
		at, of, rows int
		want         string
	}{{0, 5, 5, ""}, {27, 45, 10, "28 of 45"}, {0, 1234, 10, "1 of 1,234"}, {-1, 45, 10, ""}, {0, 0, 0, ""}} {
		if got := Position(c.at, c.of, c.rows); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	for _, c := range []struct {
		top, rows, of int
		want          string
	}{{0, 5, 5, ""}, {10, 16, 200, "11–26 of 200"}, {190, 16, 200, "191–200 of 200"}, {0, 0, 3, ""}} {
		if got := Span(c.top, c.rows, c.of); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
