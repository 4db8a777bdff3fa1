package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
)

// What must hold after long use, and while nothing happens.
const (
	mostShown = 80  // MB resident, a picture shown
	mostAfter = 100 // MB resident, after manyKeys of scrolling and filtering
	manyKeys  = 100_000
	idle      = 20 * time.Second
	mostIdle  = 1.0 // ms of the processor a second more than the smallest program
)

// long measures memory with a picture shown and after many keys, and what the
// program does while nothing happens but that a video is being made. It is an error
// where one is more than it may be.
func (o *options) long(l library) (err error) {
	service := exec.Command(o.program, "sandbox", "--listen", "127.0.0.1:0", "--fault", "forever", "--json")
	service.Env = o.home("home-service", "")
	out, err := service.StdoutPipe()
	if err != nil {
		return err
	}
	if err := service.Start(); err != nil {
		return err
	}
	defer func() { _, _ = service.Process.Kill(), service.Wait() }()
	url, err := told(bufio.NewScanner(out), "base_url")
	if err != nil {
		return err
	}
	env := append(o.home(fmt.Sprint("home-long-", l.n), fmt.Sprintf("[library]\nfolder = %q\n[[key]]\nname = \"bench\"\nsource = \"env:BENCH_KEY\"\nbase_url = %q\n", l.folder, url)),
		"BENCH_KEY=vk-test-bench")
	if err := o.orderVideo(env); err != nil {
		return err
	}
	s, err := begin(o.program, env)
	if err != nil {
		return err
	}
	defer s.end()
	s.press("\x1b5j") // the results, and the second of them
	shown := s.resident()
	per := s.idle()
	for range manyKeys / 1000 {
		s.press(strings.Repeat("j", 300) + strings.Repeat("k", 100) + "G" + strings.Repeat("k", 270) + "g")
		s.press("g" + strings.Repeat("j", 311))
		s.press("/harbour\x15boat fog\x1b\x1b")
	}
	after := s.resident()
	small, err := begin(o.smallest, env)
	if err != nil {
		return err
	}
	defer small.end()
	beside := small.idle()
	of := fmt.Sprintf(", %d results", l.n)
	fmt.Printf("%-42s%10d MB%12s%9s\n", "resident, a picture shown"+of, shown, "", "")
	fmt.Printf("%-42s%10d MB%12s%9s\n", fmt.Sprintf("after %d keys", manyKeys)+of, after, "", "")
	fmt.Printf("%-42s%8.2f ms/s%8.2f ms/s%+9.2f\n", "idle, a video pending"+of, per, beside, per-beside)
	if shown > mostShown || after > mostAfter || per-beside > mostIdle {
		return fmt.Errorf("more than %d MB, %d MB or %.0f ms/s", mostShown, mostAfter, mostIdle)
	}
	return nil
}

// told returns a value of the first object in lines of JSON that has it.
func told(lines *bufio.Scanner, name string) (string, error) {
	for lines.Scan() {
		object := map[string]any{}
		if err := json.Unmarshal(lines.Bytes(), &object); err != nil {
			return "", err
		}
		if value, is := object[name].(string); is {
			return value, nil
		}
	}
	return "", errors.Join(fmt.Errorf("nobody said %s", name), lines.Err())
}

// orderVideo orders a video that is never made, and goes away.
func (o *options) orderVideo(env []string) error {
	order := exec.Command(o.program, "generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro", "-k", "bench", "--yes", "--json")
	order.Env = env
	out, err := order.StdoutPipe()
	if err != nil {
		return err
	}
	if err := order.Start(); err != nil {
		return err
	}
	_, err = told(bufio.NewScanner(out), "job")
	_, _ = order.Process.Kill(), order.Wait()
	return err
}

// screen is a full-screen program that was started.
type screen struct {
	cmd      *exec.Cmd
	terminal *os.File
	output   chan []byte
}

func begin(program string, env []string) (*screen, error) {
	s := &screen{cmd: exec.Command(program), output: make(chan []byte, 1024)}
	s.cmd.Env = env
	var err error
	if s.terminal, err = pty.StartWithSize(s.cmd, &pty.Winsize{Cols: 160, Rows: 45}); err != nil {
		return nil, err
	}
	go read(s.terminal, s.output)
	settled(s.output)
	return s, nil
}

// settled waits until nothing more came for a while, as when a library is listed and
// a picture drawn; not for long where something is counted on the screen.
func settled(output <-chan []byte) {
	enough := time.After(10 * time.Second)
	for {
		select {
		case _, open := <-output:
			if !open {
				return
			}
		case <-time.After(2 * time.Second):
			return
		case <-enough:
			return
		}
	}
}

// press types, some letters at a time, as the terminal takes them.
func (s *screen) press(keys string) {
	for len(keys) > 0 {
		some := min(len(keys), 250)
		_, _ = s.terminal.WriteString(keys[:some]) // one that ended says so by what it used
		keys = keys[some:]
		quiet(s.output)
	}
}

func (s *screen) end() {
	_, _ = s.cmd.Process.Kill(), s.terminal.Close()
	_ = s.cmd.Wait() // killed
}

// resident is how many MB of memory the program has.
func (s *screen) resident() int {
	settled(s.output)
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	for line := range strings.Lines(string(text)) {
		if rest, is := strings.CutPrefix(line, "VmRSS:"); is {
			n, _ := strconv.Atoi(strings.Fields(rest)[0])
			return n >> 10
		}
	}
	return 0
}

// idle is how many milliseconds of a processor the program takes a second while
// nobody touches it.
func (s *screen) idle() float64 {
	settled(s.output)
	before := s.busy()
	time.Sleep(idle)
	return (s.busy() - before) / 1e6 / idle.Seconds()
}

// busy is for how many nanoseconds the program had a processor.
func (s *screen) busy() (total float64) {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.cmd.Process.Pid))
	for _, thread := range threads {
		text, _ := os.ReadFile(thread)
		var n float64
		_, _ = fmt.Sscan(string(text), &n)
		total += n
	}
	return total
}
