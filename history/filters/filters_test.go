package filters

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestFilters(t *testing.T) {
	t.Parallel()
	d := Dir(filepath.Join(t.TempDir(), "state"))
	if all, err := d.All(); err != nil || len(all) > 0 {
		t.Errorf("%v, %v", all, err)
	}
	if err := d.Save("best", "harbour\nrating:>3"); err != nil {
		t.Fatal(err)
	}
	if err := d.Save("x", "vk-test-canary0123456789abcdefghij"); err == nil {
		t.Error("a key is saved")
	}
	var several sync.WaitGroup
	for i := range 20 { // of several programs at once
		several.Go(func() {
			if err := d.Save(fmt.Sprint("n", i), "fog"); err != nil {
				t.Error(err)
			}
		})
	}
	several.Wait()
	if err := d.Forget("n7"); err != nil {
		t.Error(err)
	}
	all, err := d.All()
	if err != nil || len(all) != 20 || all["best"] != "harbour rating:>3" || all["n7"] != "" {
		t.Errorf("%v, %v", all, err)
	}
	if left, _ := filepath.Glob(filepath.Join(string(d), ".filters-*")); len(left) > 0 {
		t.Errorf("%v are left", left)
	}
}

// What somebody else wrote there is read as far as it makes sense, and never lost.
func TestOddFiles(t *testing.T) {
	t.Parallel()
	d := Dir(t.TempDir())
	put := func(text string) {
		if err := os.WriteFile(d.file(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(`{"@Best": "a\u001b[31m\nb", "two words": "x", "k": "vk-test-canary0123456789abcdefghij"}`)
	if all, err := d.All(); err != nil || len(all) != 1 || strings.ContainsAny(all["best"], "\x1b\n") || all["best"] == "" {
		t.Errorf("%q, %v", all, err)
	}
	for _, text := range []string{"", "{", "[]", `{"a": 1}`} {
		put(text)
		if err := d.Save("a", "b"); err == nil || !strings.Contains(err.Error(), "filters.json") {
			t.Errorf("%q: %v", text, err)
		}
		if now, err := os.ReadFile(d.file()); err != nil || string(now) != text {
			t.Errorf("%q became %q", text, now)
		}
	}
	for name, want := range map[string]string{"@Best": "best", " a-b_2 ": "a-b_2", "Ärger": "ärger", "": "", "a b": "", "a:b": "", "vk-test-canary0123456789abcdefghij": "", strings.Repeat("x", 41): ""} {
		if got, err := Name(name); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
}
