package playback

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture/player/playertest"
	"imagine-tui/tui/studio/flow/flowtest"
)

var (
	kittyCommand = regexp.MustCompile(`(?s)\x1b_G.*?\x1b\\`)
	itermFile    = regexp.MustCompile(`\x1b\]1337;File=[^:]*:([A-Za-z0-9+/=]+)\a`)
	sixelPicture = regexp.MustCompile(`(?s)\x1bP0;1;0q"1;1;\d+;\d+#0;2;(\d+);\d+;\d+(.*?)\x1b\\`)
)

// redOf is the red part of what a terminal was sent last for a frame.
func redOf(t *testing.T, mode, stream string, memory *flowtest.Kitty) (red, sent int) {
	t.Helper()
	switch mode {
	case "kitty":
		memory.Sent = nil
		for _, command := range kittyCommand.FindAllString(stream, -1) {
			memory.Take(t, []tea.Msg{tea.RawMsg{Msg: command}})
		}
		if n := len(memory.Sent); n > 0 {
			return redAt(memory.Has[memory.Sent[n-1]]), n
		}
	case "iterm2":
		files := itermFile.FindAllStringSubmatch(stream, -1)
		if len(files) == 0 {
			return 0, 0
		}
		data, err := base64.StdEncoding.DecodeString(files[len(files)-1][1])
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return redAt(img), len(files)
	case "sixel":
		drawn := sixelPicture.FindAllStringSubmatch(stream, -1)
		if len(drawn) == 0 {
			return 0, 0
		}
		percent := 0
		_, _ = fmt.Sscan(drawn[len(drawn)-1][1], &percent)
		return percent * 255 / 100, len(drawn)
	}
	return 0, 0
}

func redAt(img image.Image) int {
	r, _, _, _ := img.At(0, 0).RGBA()
	return int(r >> 8)
}

// Each frame comes to the terminal once, in its own way, and nothing of it is left
// there behind the film.
func TestFramesComeAndGo(t *testing.T) {
	for _, mode := range []string{"kitty", "iterm2", "sixel"} {
		w, memory := open(t, mode, playertest.Frames+"40"), &flowtest.Kitty{Has: map[string]image.Image{}}
		w.frame()
		w.screen.take()
		w.do(w.Toggle(), 0)
		for n := range 20 {
			w.do(nil, 1)
			red, sent := redOf(t, mode, w.screen.take(), memory)
			if want := int(playertest.Shade(n)); red < want-6 || red > want+6 || sent != 1 {
				t.Errorf("%s, frame %d: %d pictures, the last of red %d, want %d", mode, n, sent, red, want)
			}
			if len(memory.Has) > 2 {
				t.Fatalf("%s: %d pictures are in the terminal's memory", mode, len(memory.Has))
			}
		}
		w.do(w.Toggle(), 3)
		w.screen.take()
		for range 3 {
			w.painted = nil
			w.frame() // all cells are painted anew
			if red, sent := redOf(t, mode, w.screen.take(), memory); mode != "kitty" && (sent != 1 || red == 0) {
				t.Errorf("%s: standing still it is drawn %d times for a frame", mode, sent)
			}
		}
		w.raw = ""
		w.away = true
		w.do(nil, 3)
		w.over()
		redOf(t, mode, w.raw, memory)
		if mode == "kitty" && (len(memory.Has) > 0 || !strings.Contains(w.raw, "a=d,d=I")) {
			t.Errorf("%d pictures stay in the terminal", len(memory.Has))
		}
		w.screen.take()
		w.frame()
		if _, sent := redOf(t, mode, w.screen.take(), memory); mode != "kitty" && sent == 0 {
			t.Errorf("%s: the still is not back", mode)
		}
	}
}

// The end of the program forgets the frames with all other pictures.
func TestTheEndForgetsFrames(t *testing.T) {
	w := open(t, "kitty", playertest.Frames+"40")
	w.do(w.Toggle(), 3)
	if bytes := w.display.ForgetAll(); strings.Count(bytes, "a=d,d=I") < 3 {
		t.Errorf("%q", bytes)
	}
}
