package external

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/key"
	"imagine-tui/api/plainfile"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// openedMsg says whether the system opened a file or a folder.
type openedMsg struct {
	target string
	err    error
}

// Open opens the selected file with the system's own program. Only files this
// program saved, and only pictures and videos.
func (f *Flow) Open() tea.Cmd {
	row, ok := f.o.Selected()
	if !ok || row.Path == "" {
		return nil
	}
	path, start := row.Path, f.opener()
	return func() tea.Msg {
		err := mayOpen(path)
		if err == nil {
			err = start(path)
		}
		return openedMsg{path, err}
	}
}

// OpenFolder opens the folder of the selected file.
func (f *Flow) OpenFolder() tea.Cmd {
	row, ok := f.o.Selected()
	if !ok || row.Path == "" {
		return nil
	}
	folder, start := filepath.Dir(row.Path), f.opener()
	return func() tea.Msg { return openedMsg{folder, start(folder)} }
}

func (f *Flow) opened(msg openedMsg) tea.Cmd {
	if msg.err != nil {
		return tea.Batch(tea.SetClipboard(msg.target), f.host.Warn(fmt.Sprintf("%s It is at %s (copied).", wording.Problem(msg.err), msg.target)))
	}
	return f.host.Say("Opened " + gallery.FileName(msg.target) + ".")
}

// OpenConsole opens the page on which keys are made, and says where it is when
// that cannot be.
func (f *Flow) OpenConsole() tea.Cmd {
	start := f.opener()
	return func() tea.Msg {
		if start(key.ConsoleURL) != nil {
			return flow.OutcomeMsg{Text: "Keys are made at " + key.ConsoleURL}
		}
		return flow.OutcomeMsg{Text: "Opened " + key.ConsoleURL}
	}
}

// opener returns what opens a file, a folder or a page.
func (f *Flow) opener() func(target string) error {
	ctx, env := f.o.Context, f.environ()
	return func(target string) error { return openWithSystem(ctx, target, env) }
}

// mayOpen refuses what is no picture or video by its content.
func mayOpen(path string) error {
	f, err := plainfile.Open(path)
	if err != nil {
		return gallery.Gone(path, err)
	}
	defer f.Close() //nolint:errcheck // only read
	head := make([]byte, 512)
	n, _ := f.Read(head)
	kind := http.DetectContentType(head[:n])
	if strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "video/") {
		return nil
	}
	return fmt.Errorf("the file %s is not a picture", gallery.FileName(path))
}

// openWithSystem starts the system's opener and does not wait for what it opens.
func openWithSystem(ctx context.Context, target string, env []string) error {
	name, args := "xdg-open", []string{target}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", target}
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return errors.New("no desktop is running here to open it")
		}
	}
	if _, err := exec.LookPath(name); err != nil {
		return fmt.Errorf("%s is not installed", name)
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), name, args...) // #nosec G204 -- a fixed program, one argument
	cmd.Env = env
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%s did not start", name)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("%s could not open it", name)
		}
	case <-time.After(2 * time.Second): // it is at work; some openers stay
	}
	return nil
}
