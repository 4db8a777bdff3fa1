package trust

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTrustIsOfWhatAFileSays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, script := In(filepath.Join(dir, "state")), filepath.Join(dir, "run.sh")
	of := func(file, says string) What {
		w, err := Of(file, []byte(says), script)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	set := func(w What, a Answer) {
		if err := d.Set(w, a); err != nil {
			t.Fatal(err)
		}
		if got := d.Answer(w); got != a {
			t.Errorf("%v was said, and %v is remembered", a, got)
		}
	}
	one := of("/p/imagine.toml", "a")
	if d.Answer(one) != Unasked {
		t.Error("somebody was asked")
	}
	set(one, Refused)
	set(one, Given)
	for name, other := range map[string]What{"another place": of("/q/imagine.toml", "a"), "other words": of("/p/imagine.toml", "b"), "nothing": ""} {
		if d.Answer(other) != Unasked {
			t.Errorf("%s is trusted", name)
		}
	}
	for _, content := range []string{"", "echo"} { // what is run came, and changed
		if err := os.WriteFile(script, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if d.Answer(of("/p/imagine.toml", "a")) != Unasked {
			t.Errorf("what is run says %q now, and is trusted", content)
		}
	}
	set(one, Unasked)
	if In("").Answer(one) != Unasked || In("").Set(one, Given) == nil {
		t.Error("without a folder something is remembered")
	}
	if _, err := Of("/p", nil, dir); err == nil {
		t.Error("a folder is run")
	}
}
