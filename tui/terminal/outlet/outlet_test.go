package outlet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// stopping is a terminal that reads nothing until it is let go on.
type stopping struct {
	gate  chan struct{} // closed to let it go on
	begun chan struct{} // it was written to
	mu    sync.Mutex
	all   bytes.Buffer
	err   error
}

func stopped() *stopping {
	return &stopping{gate: make(chan struct{}), begun: make(chan struct{}, 1)}
}

func (s *stopping) Write(p []byte) (int, error) {
	select {
	case s.begun <- struct{}{}:
	default:
	}
	<-s.gate
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return 0, s.err
	}
	return s.all.Write(p)
}

func (s *stopping) read() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

func (s *stopping) goOn() { close(s.gate) }

func write(t *testing.T, o *Outlet, text string) {
	t.Helper()
	if n, err := o.Write([]byte(text)); n != len(text) || err != nil {
		t.Fatalf("%d of %d, %v", n, len(text), err)
	}
}

func (s *stopping) has(t *testing.T, o *Outlet, want string) {
	t.Helper()
	if err := o.Taken(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.read(); got != want {
		t.Errorf("%d bytes came, want %d: %.200q", len(got), len(want), got)
	}
}

const (
	enter = "\x1b[?1049h"
	leave = "\x1b[?1049l"
)

// Nobody waits for a terminal that has stopped reading, and it gets everything in
// order when it goes on.
func TestWriteNeverWaits(t *testing.T) {
	s := stopped()
	o := New(s)
	want := enter
	write(t, o, enter)
	for i := range 50 {
		text := strings.Repeat(string(rune('a'+i%26)), 1+i*997)
		write(t, o, text)
		want += text
	}
	if s.read() != "" || !o.Behind() {
		t.Fatal("it read though it had stopped")
	}
	s.goOn()
	s.has(t, o, want)
	<-o.Ready() // a frame was held
	if o.Behind() {
		t.Error("behind though all was taken")
	}
	write(t, o, "more")
	s.has(t, o, want+"more")
	select {
	case <-o.Ready():
		t.Error("ready though nothing waits for it")
	default:
	}
}

// What is written may be changed by its writer afterwards.
func TestWriteKeepsNothing(t *testing.T) {
	s := stopped()
	o := New(s)
	p := []byte("as it was")
	if _, err := o.Write(p); err != nil {
		t.Fatal(err)
	}
	copy(p, "SOMETHING")
	s.goOn()
	s.has(t, o, "as it was")
}

// Whoever leaves the screen returns when the terminal has taken what was written,
// so that nothing of it comes after what others write there.
func TestLeavingIsInOrder(t *testing.T) {
	s := stopped()
	o := New(s)
	write(t, o, enter+"picture")
	s.goOn()
	write(t, o, leave)
	if got := s.read(); got != enter+"picture"+leave {
		t.Errorf("%q", got)
	}
	write(t, o, "freed") // and so it goes on until the screen is back
	if got := s.read(); !strings.HasSuffix(got, "freed") {
		t.Errorf("%q", got)
	}
	if _, err := s.Write([]byte("editor")); err != nil {
		t.Fatal(err)
	}
	write(t, o, enter+"frame")
	s.has(t, o, enter+"picture"+leave+"freededitor"+enter+"frame")
}

// The way out does not wait for a terminal for ever, and what comes after it does
// not wait at all.
func TestLeavingIsBounded(t *testing.T) {
	s := stopped()
	o := New(s)
	o.patience = patience{quiet: 10 * time.Millisecond, total: time.Hour, last: 10 * time.Millisecond}
	write(t, o, enter+strings.Repeat("picture", 1000))
	<-s.begun
	write(t, o, strings.Repeat("frame", 1000))
	write(t, o, "back"+leave)
	o.patience = patience{time.Hour, time.Hour, time.Hour}
	write(t, o, "freed")
	if s.read() != "" {
		t.Fatal("it read though it had stopped")
	}
	s.goOn()
	if err := o.Taken(t.Context()); err != nil {
		t.Fatal(err)
	}
	// One piece was under way. It is ended, whatever it was, and the way back follows.
	want := (enter + strings.Repeat("picture", 1000))[:piece] + "\x1b\\" + "back" + leave
	if got := s.read(); got != want {
		t.Errorf("%d bytes, want %d: %.40q … %q", len(got), len(want), got, got[max(0, len(got)-40):])
	}
	write(t, o, enter+"frame") // and it can come back
	s.has(t, o, want+enter+"frame")
}

// A terminal that goes on reading, however slowly, gets all of it.
func TestLeavingWaitsWhileSomethingMoves(t *testing.T) {
	near, far := io.Pipe()
	o := New(far)
	o.patience = patience{time.Hour, time.Hour, time.Hour}
	text := enter + strings.Repeat("x", 3*piece)
	write(t, o, text)
	got := make(chan string)
	go func() {
		var all []byte
		b := make([]byte, 100)
		for !bytes.Contains(all, []byte(leave)) {
			n, err := near.Read(b)
			if all = append(all, b[:n]...); err != nil {
				break
			}
		}
		got <- string(all)
	}()
	write(t, o, leave)
	if all := <-got; all != text+leave {
		t.Errorf("%d bytes", len(all))
	}
}

// A terminal that went away is told of, and nobody waits for it.
func TestGone(t *testing.T) {
	s := stopped()
	s.err = errors.New("gone")
	o := New(s)
	write(t, o, enter+"a")
	write(t, o, "b")
	s.goOn()
	if err := o.Taken(t.Context()); !errors.Is(err, s.err) {
		t.Errorf("%v", err)
	}
	if _, err := o.Write([]byte(leave)); !errors.Is(err, s.err) {
		t.Errorf("%v", err)
	}
	if o.Behind() {
		t.Error("somebody waits for it")
	}
}

// One picture waits for the other where the line is slow, and a frame goes first.
func TestTurns(t *testing.T) {
	s := stopped()
	o := New(s)
	write(t, o, enter)
	if !o.Turn(t.Context(), 10) {
		t.Fatal("no turn though hardly anything waits")
	}
	write(t, o, strings.Repeat("p", few))
	o.Done(10)
	second := make(chan bool)
	go func() { second <- o.Turn(t.Context(), 20) }()
	if !o.Behind() {
		t.Fatal("not behind")
	}
	s.goOn()
	<-o.Ready()
	select {
	case <-second:
		t.Error("a picture goes before the frame")
	default:
	}
	if o.Behind() {
		t.Error("still behind")
	}
	if !<-second {
		t.Error("it has no turn")
	}
	o.Done(20)
}

// A picture that had its turn counts until it is written: else those that wait would
// be given, and written, all at once.
func TestTurnsCountWhatIsGiven(t *testing.T) {
	o := New(io.Discard)
	write(t, o, enter)
	if !o.Turn(t.Context(), few) {
		t.Fatal("no turn though nothing waits")
	}
	o.Done(few)
	second := make(chan bool, 1)
	go func() { second <- o.Turn(t.Context(), few) }()
	for range 100 {
		runtime.Gosched()
	}
	select {
	case <-second:
		t.Fatal("a second one has its turn before the first is written")
	default:
	}
	write(t, o, strings.Repeat("p", few))
	if !<-second {
		t.Fatal("it has no turn")
	}
	write(t, o, strings.Repeat("p", few)) // before its turn ends
	o.Done(few)
	if !o.Turn(t.Context(), few) {
		t.Error("what was written still counts")
	}
	o.Done(few)
}

// Of too many that wait some are left out, which is told when the terminal takes
// more.
func TestTooManyPictures(t *testing.T) {
	s := stopped()
	o := New(s)
	write(t, o, enter+strings.Repeat("p", few))
	ctx, cancel := context.WithCancel(t.Context())
	first := make(chan bool)
	go func() { first <- o.Turn(ctx, most) }()
	for { // until it waits
		o.mu.Lock()
		asked := o.asked
		o.mu.Unlock()
		if asked > 0 {
			break
		}
	}
	if o.Turn(t.Context(), 1) {
		t.Error("there was room for another")
	}
	cancel()
	if <-first {
		t.Error("it had a turn though nobody wants it")
	}
	s.goOn()
	<-o.Ready()
	if !o.Missed() || o.Missed() {
		t.Error("it is not told once")
	}
	if !o.Turn(t.Context(), most+1) { // a picture alone may be as large as it is
		t.Error("no turn")
	}
	o.Done(most + 1)
}
