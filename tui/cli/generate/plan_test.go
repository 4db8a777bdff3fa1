package generate

import (
	"strings"
	"testing"

	"imagine-tui/api"
)

func TestChoice(t *testing.T) {
	t.Parallel()
	spec, _ := api.Lookup(api.TextToImage)
	png, _ := api.Lookup(api.TextToPNG)
	for _, c := range []struct {
		name  string
		lists []string
		spec  api.Spec
		want  string
	}{
		{"default", nil, spec, "anime"},
		{"no such field", nil, png, ""},
		{"list", []string{"a, b", "c,a"}, spec, "a b c"},
	} {
		got, err := choice("style", c.lists, c.spec, "anime")
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	if _, err := choice("style", []string{"anime"}, png, ""); err == nil || !strings.Contains(err.Error(), "--style: the operation text-to-png") {
		t.Errorf("a style for an operation without: %v", err)
	}
	if _, err := choice("aspect_ratio", []string{"1:1,,3:2"}, spec, ""); err == nil || !strings.Contains(err.Error(), "--aspect-ratio") {
		t.Errorf("empty entry: %v", err)
	}
}
