//go:build unix

package display

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/creack/pty"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/terminal"
)

// fake is a terminal that answers as a real one did, and keeps what it was sent.
type fake struct {
	answers map[string]string // by the question
	far     *os.File

	mu   sync.Mutex
	got  bytes.Buffer
	seen map[string]bool
}

// listen reads until it is over. Closing the near end would tell that as well, but
// the reader of keys may not have left it yet.
func (f *fake) listen() {
	buffer := make([]byte, 32<<10)
	for {
		n, err := f.far.Read(buffer)
		f.mu.Lock()
		f.got.Write(buffer[:n])
		all := f.got.String()
		f.mu.Unlock()
		if err != nil || strings.Contains(all, over) {
			return
		}
		for _, question := range []string{"\x1b[>q", "\x1b[>c", "\x1b[16t", "\x1b[c", "\x1b_Gi=31"} {
			if strings.Contains(all, question) && !f.seen[question] {
				f.seen[question] = true
				_, _ = f.far.WriteString(f.answers[question])
			}
		}
	}
}

// over is what the shell writes when the program has ended.
const over = "\r\nthe shell's prompt "

// viewer shows one picture in whatever way the display says, and ends with it.
type viewer struct {
	*Display
	key     picture.Key
	shown   picture.Rendered
	typed   string // what arrived as text
	settled bool
}

type drawnMsg struct{ picture.Rendered }

type doneMsg struct{}

func (v *viewer) Init() tea.Cmd { return v.Ask() }

func (v *viewer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, more := v.Feed(msg)
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if v.typed += msg.Text; msg.Text != "!" {
			break
		}
		// Everything that was answered is known: it was sent before this key.
		v.settled = true
		key, cache := v.key, v.Cache()
		key.Mode = v.Mode()
		return v, tea.Batch(more, func() tea.Msg {
			r, _ := cache.Load(context.Background(), key)
			return drawnMsg{r}
		})
	case drawnMsg:
		v.shown = msg.Rendered
		v.Hold(msg.Rendered)
		done := tea.Tick(40*time.Millisecond, func(time.Time) tea.Msg { return doneMsg{} })
		if msg.Transmit != "" {
			return v, tea.Sequence(tea.Raw(msg.Transmit), done)
		}
		return v, done
	case doneMsg:
		return v, tea.Quit
	}
	return v, more
}

func (v *viewer) View() tea.View {
	view := tea.NewView(strings.Join(v.Place(v.shown.Lines), "\n"))
	view.AltScreen = true
	return view
}

// owner is where the fakes are told which process began the session.
const owner = "OWNER="

// quiet are control sequences that every terminal drops when it does not know
// them: numbers between a bracket and a letter.
var quiet = regexp.MustCompile(`^(\x1b\[[>?]?[0-9;]*[A-Za-z])*$`)

const (
	apc    = "\x1b_G"
	sixels = "\x1bP0;1;0q"
	file   = "\x1b]1337;File="
)

// What each brand answers in, and what it is sent: the right protocol, and not a
// byte of another, nor anything before its screen that some show as text.
func TestBrands(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.png")
	img := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		img.Set(i%64, i/64, color.RGBA{uint8(i), uint8(i / 16), 90, 255})
	}
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	name := func(s string) string { return "\x1bP>|" + s + "\x1b\\" }
	var rows sync.Map
	var tried atomic.Int32
	const cell, ok = "\x1b[6;20;10t", "\x1b_Gi=31;OK\x1b\\"
	cases := map[string]struct {
		environ                     []string
		version, secondary, primary string
		cell, graphics              string
		want                        string // "" for cells
		mayAsk                      bool   // in kitty's protocol
	}{
		"kitty":            {nil, name("kitty(0.41.1)"), "\x1b[>1;4000;41c", "\x1b[?62;c", cell, ok, apc + "a=t", true},
		"kitty, old":       {nil, name("kitty(0.26.5)"), "\x1b[>1;4000;26c", "\x1b[?62;c", cell, ok, "", true},
		"Ghostty":          {nil, name("ghostty 1.2.0"), "\x1b[>1;10;0c", "\x1b[?62;22c", cell, ok, apc + "a=t", true},
		"WezTerm":          {nil, name("WezTerm 20240203-110809-5046fc22"), "\x1b[>1;277;0c", "\x1b[?65;4;6;18;22c", cell, ok, file, true},
		"iTerm2":           {nil, name("iTerm2 3.5.6"), "\x1b[>64;2500;0c", "\x1b[?64;1;2;4;6c", cell, "", file, false},
		"mintty":           {nil, name("mintty 3.7.0"), "\x1b[>77;30700;0c", "\x1b[?64;1;2;4;6c", cell, "", file, false},
		"VS Code":          {[]string{"TERM_PROGRAM=vscode", "TERM_PROGRAM_VERSION=1.95.0"}, "", "\x1b[>0;276;0c", "\x1b[?62;4;9;22c", cell, "", file, false},
		"xterm.js, plain":  {nil, name("xterm.js(5.5.0)"), "\x1b[>0;276;0c", "\x1b[?1;2c", cell, "", "", false},
		"foot":             {nil, name("foot(1.13.1)"), "\x1b[>1;011301;0c", "\x1b[?62;4;22c", cell, "", sixels, false},
		"Contour":          {nil, name("contour 0.5.0"), "\x1b[>65;500;0c", "\x1b[?65;4;22c", cell, "", sixels, false},
		"Windows Terminal": {[]string{"WT_SESSION=x"}, "", "\x1b[>0;10;1c", "\x1b[?61;4;6;7;14;21;22c", cell, "", sixels, false},
		"mlterm, newer":    {nil, name("mlterm(3.9.4)"), "\x1b[>24;279;0c", "\x1b[?63;1;2;3;4;6;7;15;18;22;29c", cell, "", sixels, false},
		"VTE, newer":       {nil, name("VTE(8401)"), "\x1b[>61;8401;1c", "\x1b[?61;1;21;22;28c", "", "", "", false},
		"mlterm":           {nil, "", "\x1b[>24;279;0c", "\x1b[?63;1;2;3;4;6c", cell, "", sixels, false},
		"xterm":            {nil, name("XTerm(379)"), "\x1b[>41;379;0c", "\x1b[?64;1;2;6c", cell, "", "", false},
		"xterm, sixels":    {nil, name("XTerm(379)"), "\x1b[>19;379;0c", "\x1b[?63;1;2;4;6c", cell, "", sixels, false},
		"Konsole":          {nil, name("Konsole 22.12.3"), "\x1b[>1;115;0c", "\x1b[?62;1;4c", cell, ok, "", true},
		"VTE":              {[]string{"VTE_VERSION=7006"}, "", "\x1b[>65;7006;1c", "\x1b[?65;1;9c", "", "", "", false},
		"Alacritty":        {nil, "", "\x1b[>0;2500;1c", "\x1b[?6c", "", "", "", false},
		"QTerminal":        {[]string{owner + "qterminal"}, "", "\x1b[>0;115;0c", "\x1b[?1;2c", "", "", "", false},
		"Cool Retro Term":  {[]string{owner + "cool-retro-term", "TERM=xterm"}, "", "\x1b[>0;115;0c", "\x1b[?1;2c", "", "", "", false},
		"zutty":            {[]string{owner + "zutty"}, "", "\x1b[>64;0;0c", "\x1b[?64;1;9;15;21;22c", "", "", "", false},
		"Zellij":           {[]string{"ZELLIJ=0"}, name("Zellij(4101)"), "\x1b[>0;4101;1c", "\x1b[?62;4c", cell, "", "", false},
		"JediTerm":         {[]string{"TERMINAL_EMULATOR=JetBrains-JediTerm"}, "", "", "\x1b[?6c", "", "", "", false},
		"Warp":             {[]string{"TERM_PROGRAM=WarpTerminal"}, "", "", "\x1b[?6c", "", "", "", false},
		"Emacs, eat":       {[]string{"TERM=eat-truecolor"}, "", "", "\x1b[?12;4c", cell, "", "", false},
		"rxvt-unicode":     {[]string{"TERM=rxvt-unicode-256color"}, "", "\x1b[>85;95;0c", "\x1b[?1;2c", "", "", "", false},
		"st":               {[]string{"TERM=st-256color"}, "", "", "\x1b[?6c", "", "", "", false},
		"PuTTY":            {nil, "", "\x1b[>0;136;0c", "\x1b[?6c", "", "", "", false},
		"Terminology":      {nil, name("terminology 1.13.0"), "\x1b[>61;337;0c", "\x1b[?64;1;9c", "", "", "", false},
		"Terminal.app":     {[]string{"TERM_PROGRAM=Apple_Terminal"}, "", "\x1b[>1;95;0c", "\x1b[?1;2c", "", "", "", false},
		"tmux":             {nil, name("tmux 3.3a"), "\x1b[>84;0;0c", "\x1b[?1;2;4c", cell, "", "", false},
		"GNU screen":       {nil, "", "\x1b[>83;40900;0c", "\x1b[?1;2c", "", "", "", false},
		"mosh":             {nil, "", "\x1b[>1;10;0c", "\x1b[?62c", "", "", "", false},
		"nobody known":     {nil, name("NewTerm 1"), "\x1b[>1;2;3c", "\x1b[?62;4c", cell, ok, "", false},
		"no answer":        {[]string{"TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=3.5.0"}, "", "", "", "", "", "", false},
		"a lie":            {[]string{"TERM=xterm-kitty", "TERM_PROGRAM=WezTerm"}, name("XTerm(379)"), "", "\x1b[?64;1;2c", cell, ok, "", false},
	}
	t.Cleanup(func() { // once all of them ended
		if int(tried.Load()) < len(cases) {
			return // no terminal could be had, or not all were asked for
		}
		for _, b := range terminal.All() {
			if _, faked := rows.Load(b.Name); !faked && !b.Quirks.Silent {
				t.Errorf("no terminal was faked as %s", b.Name)
			}
		}
	})
	for brand, c := range cases {
		t.Run(brand, func(t *testing.T) {
			t.Parallel()
			far, near, err := pty.Open()
			if err != nil {
				t.Skipf("no terminal can be had: %v", err)
			}
			defer func() { _ = far.Close() }()
			_ = pty.Setsize(near, &pty.Winsize{Cols: 80, Rows: 24})
			f := &fake{far: far, seen: map[string]bool{}, answers: map[string]string{
				"\x1b[>q": c.version, "\x1b[>c": c.secondary, "\x1b[16t": c.cell, "\x1b[c": c.primary + "!", "\x1b_Gi=31": c.graphics + "!",
			}}
			if c.graphics != "" && c.mayAsk {
				f.answers["\x1b[c"] = c.primary // another answer follows
			}
			var listening sync.WaitGroup
			listening.Go(f.listen)
			environ := append([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, c.environ...)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			o := Options{Out: near, Environ: environ, Context: ctx}
			for _, e := range environ {
				if name, is := strings.CutPrefix(e, owner); is {
					o.Owner = name
				}
			}
			v := &viewer{Display: New(o), key: picture.Key{Path: path, Cols: 10, Rows: 5}}
			_, err = tea.NewProgram(v, tea.WithContext(ctx), tea.WithInput(near), tea.WithOutput(v.Output()), tea.WithEnvironment(environ)).Run()
			_, _ = near.WriteString(over)
			listening.Wait()
			if err != nil {
				t.Fatal(err)
			}
			got := f.got.String()
			rows.Store(v.Row().Name, true)
			tried.Add(1)
			if before, _, entered := strings.Cut(got, "\x1b[?1049h"); !entered || !quiet.MatchString(before) {
				t.Errorf("before the screen it is sent %q", before)
			}
			if v.typed != "!" {
				t.Errorf("of the answers %q became text", v.typed)
			}
			for _, protocol := range []string{apc + "a=t", file, sixels} {
				if sent := strings.Contains(got, protocol); sent != (protocol == c.want) {
					t.Errorf("%q sent: %v, drawn as %v", protocol, sent, v.Mode())
				}
			}
			if asked := strings.Contains(got, apc+"i=31"); asked && !c.mayAsk {
				t.Error("asked what would be shown as text")
			}
			if c.want == "" && !strings.ContainsAny(got, "▀▄█") && v.CellMode() == picture.ModeHalf {
				t.Error("no picture in cells")
			}
		})
	}
}
