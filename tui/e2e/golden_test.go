package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The screens the studio's own tests expect are what a terminal shows, cell
// by cell, when the built program draws them through its renderer.
func TestGoldenScreens(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			golden := func(name string) string {
				path := filepath.Join("..", "studio", "testdata", fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1]))
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				return trimmed(string(text))
			}
			show := func(s *terminal, name string) {
				t.Helper()
				want := golden(name)
				s.waitFor(name+":\n"+want+"\n", func(screen string) bool { return trimmed(screen) == want })
			}
			h := newHome(t)
			h.configure("[[key]]\nname = \"work\"\nsource = \"env:NOT_SET\"\n")
			s := h.studio(size[0], size[1])
			s.send("\x1bP>|foot(1.21.0)\x1b\\") // the emulator has no name, and in terminals that nobody knows the hints differ
			show(s, "first-launch")
			s.press("ctrl+p")
			show(s, "palette")
			s.press("esc")
			show(s, "first-launch")
			s.leave()
		})
	}
}

// trimmed is a screen without the spaces at the ends of its lines.
func trimmed(screen string) string {
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}
