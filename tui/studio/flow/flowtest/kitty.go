package flowtest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture/display"
)

// Kitty is the memory that a terminal has for pictures, by their numbers.
type Kitty struct {
	Has map[string]image.Image
	// Sent are the numbers as they came, and Bytes what that took.
	Sent  []string
	Bytes int
}

// KittyDisplay returns a display that draws as kitty takes it.
func KittyDisplay(tb testing.TB) *display.Display {
	tb.Helper()
	d := display.New(display.Options{Out: &bytes.Buffer{}, Setting: "kitty"})
	d.Feed(tea.WindowSizeMsg{Width: 120, Height: 40})
	return d
}

// Take takes the messages that no flow handled: those that go to the terminal.
func (k *Kitty) Take(tb testing.TB, msgs []tea.Msg) {
	tb.Helper()
	for _, msg := range msgs {
		if raw, is := msg.(tea.RawMsg); is {
			k.write(tb, fmt.Sprint(raw.Msg))
		}
	}
}

func (k *Kitty) write(tb testing.TB, s string) {
	tb.Helper()
	k.Bytes += len(s)
	id, text := "", ""
	for command := range strings.SplitSeq(s, "\x1b\\") {
		head, payload, _ := strings.Cut(strings.TrimPrefix(command, "\x1b_G"), ";")
		options := map[string]string{}
		for o := range strings.SplitSeq(head, ",") {
			name, value, _ := strings.Cut(o, "=")
			options[name] = value
		}
		switch {
		case options["a"] == "d":
			delete(k.Has, options["i"])
		case options["a"] == "t":
			id, text = options["i"], payload
		case payload != "":
			text += payload
		}
		if id == "" || options["m"] == "1" {
			continue
		}
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			tb.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			tb.Fatal(err)
		}
		if k.Has == nil {
			k.Has = map[string]image.Image{}
		}
		k.Has[id], k.Sent, id = img, append(k.Sent, id), ""
	}
}

// Shown returns the numbers of the pictures whose cells are in lines, each once.
func Shown(lines []string) map[string]bool {
	shown := map[string]bool{}
	for _, l := range lines {
		for at := strings.Index(l, "\U0010EEEE"); at >= 0; at = strings.Index(l, "\U0010EEEE") {
			colour := l[:at]
			if start := strings.LastIndex(colour, "\x1b[38;5;"); start >= 0 {
				shown[strings.TrimSuffix(colour[start+len("\x1b[38;5;"):], "m")] = true
			}
			l = l[at+len("\U0010EEEE"):]
			if next := strings.Index(l, "\x1b["); next >= 0 {
				l = l[next:]
			}
		}
	}
	return shown
}
