package console

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"imagine-tui/api"
)

// TestMain fails if a question is still waited for at the end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestSay(t *testing.T) {
	t.Parallel()
	var out, said bytes.Buffer
	c := &Console{Out: &out, Err: &said}
	c.Say("%s at \x1b[31m%d", "vk-test-CANARY1234567890", 7)
	c.Tell(errors.New("disk full"), &api.Error{Kind: api.KindNoTokens, Outcome: api.Refused, Status: 402, Code: "1101"})
	want := "vk-… at 7\nDisk full.\n"
	if text := said.String(); !strings.HasPrefix(text, want) || strings.Count(text, "\n") != 3 || !strings.Contains(text, "Top up") {
		t.Errorf("said %q", text)
	}
	if err := c.JSON(map[string]string{"a": "<b>"}); err != nil || out.String() != "{\"a\":\"<b>\"}\n" {
		t.Errorf("printed %q, %v", out.String(), err)
	}
}

func TestAsk(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"yes\n": "yes", " 12 \r\nmore": "12", "no end": "no end", "": ""} {
		var said bytes.Buffer
		c := &Console{In: strings.NewReader(typed), Err: &said}
		if got, err := c.Ask(t.Context(), "Type %d: ", 12); got != want || err != nil || said.String() != "Type 12: " {
			t.Errorf("%q: %q, %v, said %q", typed, got, err, said.String())
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, person := io.Pipe() // somebody who thinks
	defer func() { _ = person.Close() }()
	if _, err := (&Console{In: in, Err: io.Discard}).Ask(ctx, "?"); !errors.Is(err, context.Canceled) {
		t.Errorf("after an interrupt: %v", err)
	}
}

// Without a terminal nobody is there, no size is known and nothing is written
// over.
func TestWithoutTerminal(t *testing.T) {
	t.Parallel()
	file, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	c := &Console{In: file, Out: file, Err: file}
	p := c.Progress()
	p.Show("half")
	p.Count(3, 3, "picture")
	p.Clear()
	cols, rows := c.Size()
	if info, err := file.Stat(); err != nil || info.Size() != 0 || c.Attended() || cols != 0 || rows != 0 {
		t.Errorf("%v, attended %v, %d×%d", err, c.Attended(), cols, rows)
	}
	if cols, rows = (&Console{Out: io.Discard}).Size(); cols != 0 || rows != 0 {
		t.Errorf("%d×%d", cols, rows)
	}
}
