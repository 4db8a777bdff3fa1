package gallery

import (
	"strings"
	"testing"
)

func TestCommonWords(t *testing.T) {
	for _, c := range []struct {
		labels []string
		want   string
	}{
		{[]string{"a city at dawn with rain", "a city at dusk with rain", "a city at night with rain"}, "dawn|dusk|night"},
		{[]string{"dawn", "dusk"}, "dawn|dusk"},
		{[]string{"harbour 1 noon", "harbour 1 dawn"}, "noon|dawn"},
		{[]string{"red cat", "cat", "blue cat"}, "red cat|cat|blue cat"},
		{[]string{"the cat", "the cat"}, "|"},
		{[]string{"the cat the cat", "the cat"}, "cat the cat|cat"},
		{[]string{"港の 夕暮れ 雨", "港の 朝 雨"}, "夕暮れ|朝"},
		{[]string{"alone"}, "alone"},
		{[]string{"", "x y"}, "|x y"},
	} {
		var rows []*Row
		for _, l := range c.labels {
			rows = append(rows, &Row{Label: l})
		}
		s, got := commonOf(rows), []string{}
		for _, l := range c.labels {
			got = append(got, s.rest(l))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %s", c.labels, got, c.want)
		}
	}
}
