package gallery

import (
	"slices"
	"testing"
)

func TestPromptsOfABatchAreToldApart(t *testing.T) {
	for _, c := range []struct{ prompts, want []string }{
		{[]string{"A city at dawn, rain", "A city at dusk, rain", "A city at dawn, rain"}, []string{"dawn", "dusk", "dawn"}},
		{[]string{"A tin robot 1", "A tin robot 12"}, []string{"1", "12"}},
		{[]string{"a fox", "a fox in the snow", "a fox in the rain"}, []string{"fox", "fox in the snow", "fox in the rain"}},
		{[]string{"very very old", "very old"}, []string{"very old", "old"}},
		{[]string{"the same", "the same"}, []string{"the same", "the same"}},
		{[]string{"one", "two three"}, []string{"one", "two three"}},
	} {
		var rows []*Row
		for _, p := range c.prompts {
			rows = append(rows, &Row{Prompt: p, Label: p})
		}
		shortenLabels(rows)
		var got []string
		for _, r := range rows {
			got = append(got, r.Label)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.prompts, got, c.want)
		}
	}
}
