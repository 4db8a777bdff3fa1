// Package playertest is a program for tests that stands in for ffmpeg: the test's
// own binary, started again. What it does is in a variable of its environment.
package playertest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Variable says what the program does, Log names a file that it writes a line to
// when it starts: its number, and what it was asked for.
const (
	Variable = "IMAGINE_TEST_FFMPEG"
	Log      = "IMAGINE_TEST_FFMPEG_LOG"
)

// What the program does; Frames and Still are followed by how many frames the video
// has, Stall by how many come before nothing more does.
const (
	Frames   = "frames:" // each of another colour
	Still    = "still:"  // all of one colour
	Stall    = "stall:"
	Hang     = "hang"     // nothing comes, and it does not end
	Silent   = "silent"   // nothing comes, and it ends well
	Nonsense = "nonsense" // words come, without end
	Other    = "other"    // frames of another size
	Fails    = "fails"    // it says why, and fails
	Cut      = "cut"      // a frame, and half of one
	Late     = "late"     // a frame, then it says why, and fails
)

// Run is the program, for TestMain: it returns at once where the test's binary was
// not started as ffmpeg, and else never.
func Run() {
	act := os.Getenv(Variable)
	if act == "" || len(os.Args) < 2 || os.Args[1] != "-nostdin" {
		return
	}
	note(os.Getenv(Log))
	os.Exit(newFake().do(act))
}

// Program is the path of the test's binary.
func Program(tb testing.TB) string {
	tb.Helper()
	path, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// Starts are the lines that the programs of a log wrote.
func Starts(tb testing.TB, log string) []string {
	tb.Helper()
	data, err := os.ReadFile(log)
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	return slices.Collect(strings.Lines(string(data)))
}

// note says in the log that the program started, with the numbers of others that
// are still there.
func note(log string) {
	if log == "" {
		return
	}
	before, _ := os.ReadFile(log) // #nosec G304,G703 -- the test's own file
	line := fmt.Sprintf("%d %s", os.Getpid(), strings.Join(os.Args[1:], " "))
	for other := range strings.Lines(string(before)) {
		if pid, _, _ := strings.Cut(other, " "); alive(pid) {
			line += " beside " + pid
		}
	}
	f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) // #nosec G304,G703 -- the test's own file
	if err != nil {
		os.Exit(9)
	}
	fmt.Fprintln(f, line)
	_ = f.Close()
}

// fake is the program at work.
type fake struct {
	w, h, rate int
	from       float64
	out        *bufio.Writer
}

func newFake() *fake {
	f := &fake{out: bufio.NewWriter(os.Stdout)}
	for i, arg := range os.Args {
		switch arg {
		case "-vf":
			_, _ = fmt.Sscanf(os.Args[i+1], "fps=%d,scale=%d:%d", &f.rate, &f.w, &f.h)
		case "-ss":
			f.from, _ = strconv.ParseFloat(os.Args[i+1], 64)
		}
	}
	return f
}

// do does what it is told, and returns its exit status.
func (f *fake) do(act string) int {
	kind, n, _ := strings.Cut(act, ":")
	most, _ := strconv.Atoi(n)
	switch kind + ":" {
	case Frames:
		f.frames(most, 1)
		return 0
	case Still:
		f.frames(most, 0)
		return 0
	case Stall:
		f.frames(most, 1)
		return hang()
	}
	switch act {
	case Hang:
		return hang()
	case Nonsense:
		for f.write("frame=1 fps=0.0 q=0.0 size=0kB\n") {
		}
	case Other:
		f.w++
		f.frames(2, 1)
	case Fails:
		fmt.Fprintln(os.Stderr, "[mov @ 0x55] first trouble\n[mov @ 0x55] moov atom not found")
		return 3
	case Cut:
		f.frames(1, 1)
		_, _ = io.WriteString(f.out, fmt.Sprintf("P6\n%d %d\n255\nhalf", f.w, f.h))
		_ = f.out.Flush()
	case Late:
		f.frames(1, 1)
		fmt.Fprintln(os.Stderr, "the rest is missing")
		return 1
	}
	return 0
}

// frames writes those of the video from where it was asked for, up to its end, each
// so much lighter than the one before.
func (f *fake) frames(most, lighter int) {
	for n := int(f.from*float64(f.rate) + 0.5); n < most; n++ {
		pix := strings.Repeat(string([]byte{Shade(n * lighter), 40, 90}), f.w*f.h)
		if !f.write(fmt.Sprintf("P6\n%d %d\n255\n", f.w, f.h) + pix) {
			return
		}
	}
}

// Shade is how red a frame of a video is.
func Shade(n int) byte { return byte(50 + n*20%200) }

func (f *fake) write(s string) bool {
	_, err := f.out.WriteString(s)
	return err == nil && f.out.Flush() == nil
}

// hang waits to be ended. It does so itself at some time, should nobody.
func hang() int {
	<-time.After(time.Minute)
	return 0
}
