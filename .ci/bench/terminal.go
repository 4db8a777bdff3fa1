package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/creack/pty"
)

// onScreen starts a full-screen program, and returns how long it took to show the
// word Prompt, and then to answer each of some letters.
func onScreen(program string, env []string, letters int) (first time.Duration, keys []time.Duration, err error) {
	cmd := exec.Command(program)
	cmd.Env = env
	start := time.Now()
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 120, Rows: 40})
	if err != nil {
		return 0, nil, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = terminal.Close()
		_ = cmd.Wait() // killed
	}()
	output := make(chan []byte, 1024)
	go read(terminal, output)
	var shown []byte
	for !bytes.Contains(shown, []byte("Prompt")) {
		select {
		case some, open := <-output:
			if !open {
				return 0, nil, fmt.Errorf("%s ended: %q", program, shown)
			}
			shown = append(shown, some...)
		case <-time.After(20 * time.Second):
			return 0, nil, fmt.Errorf("%s shows nothing: %q", program, shown)
		}
	}
	first = time.Since(start)
	for range letters {
		quiet(output)
		pressed := time.Now()
		if _, err := terminal.WriteString("a"); err != nil {
			return 0, nil, err
		}
		select {
		case <-output:
			keys = append(keys, time.Since(pressed))
		case <-time.After(5 * time.Second):
			return 0, nil, errors.New("a letter is not answered")
		}
	}
	return first, keys, nil
}

func read(terminal *os.File, output chan<- []byte) {
	defer close(output)
	for {
		some := make([]byte, 64<<10)
		n, err := terminal.Read(some)
		if err != nil {
			return
		}
		output <- some[:n]
	}
}

// quiet waits until nothing more comes.
func quiet(output <-chan []byte) {
	for {
		select {
		case _, open := <-output:
			if !open {
				return
			}
		case <-time.After(40 * time.Millisecond):
			return
		}
	}
}
