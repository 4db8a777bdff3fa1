package player

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"imagine-tui/api/sandbox/mp4"
	"imagine-tui/tui/picture/player/playertest"
)

// fake is a program that does something, and what it is asked for.
func fake(t *testing.T, act string) Options {
	t.Helper()
	return Options{
		Program: playertest.Program(t), Env: []string{playertest.Variable + "=" + act}, Path: "/no/such video.mp4", Kind: "video/mp4",
		Width: 6, Height: 4, Rate: 24, Patience: time.Minute,
	}
}

func start(t *testing.T, o Options) *Film {
	t.Helper()
	f, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f
}

// all are the red parts of all frames, and why there are no more.
func all(t *testing.T, f *Film) (reds []byte, err error) {
	t.Helper()
	for {
		frame, err := f.Next(t.Context())
		if err != nil {
			return reds, err
		}
		if frame.Number != len(reds) || len(frame.Pix) != 3*f.o.Width*f.o.Height {
			t.Fatalf("frame %d of %d bytes comes as number %d", frame.Number, len(frame.Pix), len(reds))
		}
		reds = append(reds, frame.Pix[0])
	}
}

func TestFrames(t *testing.T) {
	t.Parallel()
	f := start(t, fake(t, playertest.Frames+"30"))
	reds, err := all(t, f)
	if !errors.Is(err, io.EOF) || len(reds) != 30 || reds[29] != playertest.Shade(29) {
		t.Errorf("%d frames, %v: %v", len(reds), reds, err)
	}
	if _, err := f.Next(t.Context()); !errors.Is(err, io.EOF) {
		t.Errorf("behind the end: %v", err)
	}
	o := fake(t, playertest.Frames+"30")
	o.From = time.Second
	if reds, err := all(t, start(t, o)); len(reds) != 6 || reds[0] != playertest.Shade(24) {
		t.Errorf("from the middle: %v, %v", reds, err)
	}
}

// What goes wrong is told in words, and nothing is left of the program.
func TestTroubles(t *testing.T) {
	t.Parallel()
	for act, want := range map[string]string{
		playertest.Silent:   "EOF",
		playertest.Nonsense: "the video cannot be played: ffmpeg printed something that is not a frame",
		playertest.Other:    "the video cannot be played: ffmpeg printed something that is not a frame",
		playertest.Fails:    "the video cannot be played: ffmpeg says: moov atom not found",
		playertest.Late:     "the video cannot be played: ffmpeg says: the rest is missing",
	} {
		f := start(t, fake(t, act))
		if _, err := all(t, f); err == nil || err.Error() != want {
			t.Errorf("%s: %v", act, err)
		}
		<-f.Done()
	}
	f := start(t, fake(t, playertest.Cut))
	if reds, err := all(t, f); len(reds) != 1 || err == nil || errors.Is(err, io.EOF) {
		t.Errorf("half a frame: %v, %v", reds, err)
	}
	o := fake(t, playertest.Silent)
	o.Program = filepath.Join(t.TempDir(), "none")
	if _, err := Start(t.Context(), o); err == nil || !strings.Contains(err.Error(), "did not start") {
		t.Errorf("no program: %v", err)
	}
	o = fake(t, playertest.Frames+"3")
	o.Kind = "text/plain"
	if _, err := Start(t.Context(), o); err == nil {
		t.Error("what is no video is given to the program")
	}
}

// One that hangs is ended, from its start or in the middle.
func TestAProgramThatHangsIsEnded(t *testing.T) {
	t.Parallel()
	o := fake(t, playertest.Hang)
	o.Patience = 50 * time.Millisecond
	f := start(t, o)
	if _, err := f.Next(t.Context()); err == nil || err.Error() != "the video cannot be played: ffmpeg gave no frame in 0.05 s and was stopped" {
		t.Error(err)
	}
	<-f.Done()

	o = fake(t, playertest.Stall+"2")
	f = start(t, o)
	for range 2 {
		if _, err := f.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	f.o.Patience = 50 * time.Millisecond
	if _, err := f.Next(t.Context()); err == nil || !strings.Contains(err.Error(), "was stopped") {
		t.Error(err)
	}
	<-f.Done()
}

// However it is ended, somebody waits for the program.
func TestEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	f, err := Start(ctx, fake(t, playertest.Stall+"1"))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	<-f.Done()
	if _, err := f.Next(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context: %v", err)
	}

	f = start(t, fake(t, playertest.Frames+"1000000"))
	if _, err := f.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.Close()
	f.Close()
	if _, err := f.Next(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("after it was closed: %v", err)
	}

	// Somebody who waits for a frame gets an answer.
	f = start(t, fake(t, playertest.Hang))
	answered := make(chan error)
	go func() {
		_, err := f.Next(context.WithoutCancel(ctx))
		answered <- err
	}()
	f.Close()
	if err := <-answered; !errors.Is(err, context.Canceled) {
		t.Errorf("while it was closed: %v", err)
	}
}

// Frames that nobody takes wait in the program: no more than two are held here.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	f := start(t, fake(t, playertest.Frames+"100"))
	seen := map[*byte]bool{}
	for range 100 {
		frame, err := f.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		seen[&frame.Pix[0]] = true
	}
	if len(seen) > buffers {
		t.Errorf("%d frames are alive", len(seen))
	}
}

func TestArguments(t *testing.T) {
	t.Parallel()
	o := Options{Path: "-i evil.mp4", Kind: "video/webm", Width: 320, Height: 180, Rate: 24, From: 1500 * time.Millisecond}
	got := strings.Join(o.arguments(), " ")
	for _, want := range []string{"-nostdin", "-protocol_whitelist file ", "-f matroska -ss 1.500 -i file:-i evil.mp4 ", "fps=24,scale=320:180", " pipe:1"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

// The real program, where it is there.
func TestRealProgram(t *testing.T) {
	t.Parallel()
	program, err := Find()
	if err != nil {
		t.Skip("skipped: " + err.Error())
	}
	if out, err := exec.CommandContext(t.Context(), program, "-version").Output(); err != nil || !strings.Contains(string(out), "version") {
		t.Skipf("skipped: %s does not work here: %v", program, err)
	}
	track := mp4.Track{Width: 64, Height: 32, Rate: 12}
	for i := range 12 {
		m := image.NewGray(image.Rect(0, 0, 64, 32))
		for j := range m.Pix {
			m.Pix[j] = byte(20 * i)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		track.Frames = append(track.Frames, b.Bytes())
	}
	video, err := mp4.Encode(track)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "-a b%d?.mp4")
	if err := os.WriteFile(path, video, 0o600); err != nil {
		t.Fatal(err)
	}
	o := Options{Program: program, Env: os.Environ(), Path: path, Kind: "video/mp4", Width: 32, Height: 16, Rate: 24, Patience: time.Minute}
	grays, err := all(t, start(t, o))
	if !errors.Is(err, io.EOF) || len(grays) < 20 || len(grays) > 26 || grays[0] > 8 || grays[len(grays)-1] < 205 {
		t.Errorf("%v: %v", grays, err)
	}
	o.From = time.Second / 2
	if grays, _ := all(t, start(t, o)); len(grays) < 8 || grays[0] < 100 || grays[0] > 140 {
		t.Errorf("from the middle: %v", grays)
	}
	o.Kind = "video/webm" // it is none
	if _, err := all(t, start(t, o)); err == nil || errors.Is(err, io.EOF) {
		t.Errorf("what is no WebM: %v", err)
	}
}
