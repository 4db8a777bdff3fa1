package studio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"
	"github.com/google/shlex"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/shell"
	"imagine-tui/tui/gallery"
)

// copyText puts text on the clipboard: the computer's own, else the
// terminal's (OSC 52), and says which.
func (m *Model) copyText(text, what string) tea.Cmd {
	return later(func() func(*Model) tea.Cmd {
		if !clipboard.Unsupported && clipboard.WriteAll(text) == nil {
			return func(m *Model) tea.Cmd { return m.Say("Copied the " + what + ".") }
		}
		return func(m *Model) tea.Cmd {
			m.messages = append(m.messages, notice{text: clean.Line(text), at: m.now()})
			return tea.Batch(tea.SetClipboard(text),
				m.Say("Sent the "+what+m.WithKeys(" to the terminal's clipboard (OSC 52); {studio.messages} shows it too.")))
		}
	})
}

// copyPart copies one thing about the selected result.
func (m *Model) copyPart(part string) tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.Recipe == nil {
		return nil
	}
	switch part {
	case "path":
		if row.Path == "" {
			return m.Say("Not saved yet.")
		}
		return m.copyText(row.Path, "path")
	case "prompt":
		return m.copyText(row.Recipe.Request.Prompt, "prompt")
	case "seed":
		return m.copyText(strconv.FormatInt(row.Recipe.Request.Seed, 10), "seed")
	case "command":
		return m.copyText(shellCommand(*row.Recipe), "command")
	}
	return m.copyText(curlCommand(*row.Recipe, m.baseURL(row.Recipe.Key)), "curl command")
}

// shellCommand is the command line that makes the result again.
func shellCommand(rec gallery.Recipe) string {
	r := rec.Request
	words := []string{"imagine-tui", "generate", "--literal", "--op", shell.Quote(string(r.Operation)), "--key", shell.Quote(rec.Key)}
	if r.Style != "" {
		words = append(words, "--style", shell.Quote(r.Style))
	}
	if r.AspectRatio != "" {
		words = append(words, "--aspect-ratio", shell.Quote(r.AspectRatio))
	}
	if r.Seed > 0 {
		words = append(words, "--seed", strconv.FormatInt(r.Seed, 10))
	}
	for _, in := range r.Inputs {
		flag := "--image"
		if in.Field == "mask" {
			flag = "--mask"
		}
		words = append(words, flag, shell.Quote(in.Path))
	}
	if r.Prompt != "" {
		words = append(words, "--", shell.Quote(r.Prompt))
	}
	return strings.Join(words, " ")
}

// openPicture opens the selected file, or its folder, with the system's own
// program. Only files this program saved, and only pictures and videos.
func (m *Model) openPicture(folder bool) tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.Path == "" {
		return nil
	}
	path, env := row.Path, m.childEnv()
	return later(func() func(*Model) tea.Cmd {
		target := path
		err := mayOpen(path)
		if folder {
			target, err = filepath.Dir(path), nil
		}
		if err == nil {
			err = openWithSystem(m.ctx, target, env)
		}
		return func(m *Model) tea.Cmd {
			if err != nil {
				return tea.Batch(tea.SetClipboard(target), m.Warn(fmt.Sprintf("%s It is at %s (copied).", sentence(err), target)))
			}
			return m.Say("Opened " + gallery.FileName(target) + ".")
		}
	})
}

// mayOpen refuses what is no picture or video by its content.
func mayOpen(path string) error {
	f, err := os.Open(path) // #nosec G304 -- a file of the library
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
	return fmt.Errorf("%s is no picture", gallery.FileName(path))
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
			return errors.New("no desktop is running here to open it with")
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

// childEnv is the environment for programs the studio starts: nothing in it
// holds a key.
func (m *Model) childEnv() []string {
	env := os.Environ()
	if m.o.Keys != nil {
		env = m.o.Keys.CleanEnviron(env)
	}
	return env
}

func (m *Model) openConsole() tea.Cmd {
	env := m.childEnv()
	return later(func() func(*Model) tea.Cmd {
		err := openWithSystem(m.ctx, key.ConsoleURL, env)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Say("Keys are made at " + key.ConsoleURL)
			}
			return m.Say("Opened " + key.ConsoleURL)
		}
	})
}

// readClipboard pastes through the computer's clipboard, for terminals whose
// own paste key is taken.
func (m *Model) readClipboard() tea.Cmd {
	return func() tea.Msg {
		text, err := clipboard.ReadAll()
		if err != nil || text == "" {
			return actMsg{act: func(m *Model) tea.Cmd {
				return m.Say("The clipboard cannot be read here: use the terminal's own paste key.")
			}}
		}
		return tea.PasteMsg{Content: text}
	}
}

// paste goes to the field that has the focus; in a pane without one it goes
// to the prompt, never submits, and says so.
func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	if d := m.topDialog(); d != nil {
		return d.Update(msg)
	}
	if s := m.topScreen(); s != nil {
		return s.Update(msg)
	}
	if m.focus == panePrompt || m.pane(m.focus).Capturing() {
		return m.pane(m.focus).Update(msg)
	}
	cmd := m.focusOn(panePrompt)
	return tea.Batch(cmd, m.prompt.Update(msg), m.Say("Pasted into the prompt."))
}

// openEditor writes the prompt in the person's editor. A failing editor leaves
// the text as it was.
func (m *Model) openEditor() tea.Cmd {
	words := editorWords()
	if len(words) == 0 {
		return m.Warn(noEditor)
	}
	text, env, ctx := m.prompt.Value(), m.childEnv(), m.ctx
	return later(func() func(*Model) tea.Cmd {
		name, err := draftFile(text)
		if err != nil {
			return func(m *Model) tea.Cmd { return m.Warn(sentence(err)) }
		}
		cmd := exec.CommandContext(ctx, words[0], append(words[1:], name)...) // #nosec G204,G702 -- the person's own editor
		cmd.Env = env
		return func(*Model) tea.Cmd {
			return inForeground(cmd, func(err error) tea.Msg {
				text, readErr := os.ReadFile(name) // #nosec G304 -- the file made above
				_ = os.Remove(name)
				return actMsg{act: func(m *Model) tea.Cmd { return m.edited(string(text), errors.Join(err, readErr)) }}
			})
		}
	})
}

const noEditor = "No editor is set: put its name into VISUAL or EDITOR."

// editorWords is the person's editor with its arguments, none if there is none.
func editorWords() []string {
	line := os.Getenv("VISUAL")
	if line == "" {
		line = os.Getenv("EDITOR")
	}
	words, err := shlex.Split(line)
	if err != nil {
		return nil
	}
	return words
}

// openConfig opens the config file in the person's editor. The program itself
// never writes it: a new one begins empty, in the editor.
func (m *Model) openConfig() tea.Cmd {
	words, path, env, ctx := editorWords(), m.o.ConfigPath, m.childEnv(), m.ctx
	switch {
	case path == "":
		return m.Say("There is no config file here.")
	case len(words) == 0:
		return m.Warn(noEditor + " The config is " + clean.Line(path) + ".")
	}
	return later(func() func(*Model) tea.Cmd {
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		cmd := exec.CommandContext(ctx, words[0], append(words[1:], path)...) // #nosec G204,G702 -- the person's own editor
		cmd.Env = env
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return inForeground(cmd, func(err error) tea.Msg {
				return actMsg{act: func(m *Model) tea.Cmd {
					if err != nil {
						return m.Warn("The editor did not end well.")
					}
					return m.Say("What the config says now holds from the next start on.")
				}}
			})
		}
	})
}

// draftFile writes the prompt into a private temporary file for the editor.
func draftFile(text string) (string, error) {
	f, err := os.CreateTemp("", "prompt-*.txt")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text)
	return f.Name(), errors.Join(err, f.Close())
}

func (m *Model) edited(text string, err error) tea.Cmd {
	if err != nil {
		return m.Warn("The editor did not end well, so the prompt is as it was.")
	}
	text = strings.TrimRight(clean.Text(text), "\n")
	if clean.HasKey(text) {
		return m.Warn("That looks like an API key, so it was not put in the prompt.")
	}
	return m.compose.SetPrompt(text)
}

// look is a closer look at a row: the full picture, or what went wrong.
func (m *Model) look() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok {
		return nil
	}
	switch row.State {
	case gallery.Failed, gallery.Unknown, gallery.Held:
		return m.openTrouble(row)
	default:
	}
	cmd := m.focusOn(panePreview)
	return tea.Batch(cmd, m.zoom(true))
}
