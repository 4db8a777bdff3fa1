//go:build unix

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/wording"
)

// The studio answers keys from its first frame on, while ten thousand results
// are still being read.
func TestCase31StudioWithTenThousandResults(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	picture := h.one(t)
	sidecar := read(t, picture+".json")
	many := fewerRaced(12_000)
	for i := 1; i < many; i++ {
		dir := filepath.Join(filepath.Dir(filepath.Dir(picture)), fmt.Sprintf("2025-%02d-%02d", 1+i%12, 1+i%28))
		if i <= 12*28 {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(dir, fmt.Sprintf("%02d%02d%02d-a-boat-%06x.jpg", i/3600%24, i/60%60, i%60, i))
		text := strings.ReplaceAll(sidecar, "a boat", fmt.Sprintf("boat number %d", i))
		if err := os.Link(picture, path); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+".json", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := h.studio(200, 40) // a picture that took long to make leaves its words less room
	s.toPrompt()
	s.send("typed at once")
	s.waitText("typed at once")
	s.toResults()
	s.send("/3711")
	s.press("enter")
	s.waitText("of "+wording.Thousands(many), "boat number 3711")
	s.leave()
}
