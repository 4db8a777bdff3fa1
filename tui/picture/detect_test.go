package picture

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi/kitty"
)

func named(s string) tea.TerminalVersionMsg { return tea.TerminalVersionMsg{Name: s} }

func graphics(payload string) uv.KittyGraphicsEvent {
	return uv.KittyGraphicsEvent{Options: kitty.Options{ID: queryID}, Payload: []byte(payload)}
}

func profile(p colorprofile.Profile) tea.ColorProfileMsg { return tea.ColorProfileMsg{Profile: p} }

var (
	ok       = graphics("OK")
	size     = tea.WindowSizeMsg{Width: 80, Height: 40}
	cellSize = uv.CellSizeEvent{Width: 10, Height: 20}
)

func attributes(a ...int) uv.PrimaryDeviceAttributesEvent { return a }

func answer(s string) uv.UnknownCsiEvent { return uv.UnknownCsiEvent(s) }

// detections are what terminals say, and how pictures are drawn there.
var detections = map[string]struct {
	env  []string
	msgs []any
	want Mode
}{
	"nothing known":                      {nil, nil, ModeHalf},
	"kitty 0.41.1":                       {[]string{"TERM=xterm-kitty"}, []any{named("kitty(0.41.1)"), ok}, ModeKitty},
	"kitty 0.28.0":                       {nil, []any{named("kitty(0.28.0)"), ok}, ModeKitty},
	"kitty, answers in the other order":  {nil, []any{ok, uv.PrimaryDeviceAttributesEvent{62}, named("kitty(0.41.1)")}, ModeKitty},
	"kitty 1.0":                          {nil, []any{named("kitty(1.0.2)"), ok}, ModeKitty},
	"kitty 0.26.5 shows boxes":           {nil, []any{named("kitty(0.26.5)"), ok}, ModeSextant},
	"kitty that does not draw":           {nil, []any{named("kitty(0.41.1)"), graphics("ENOTSUP")}, ModeSextant},
	"kitty with 16 colours":              {nil, []any{named("kitty(0.41.1)"), ok, profile(colorprofile.ANSI)}, ModeSextant},
	"kitty with 256 colours":             {nil, []any{named("kitty(0.41.1)"), ok, profile(colorprofile.ANSI256)}, ModeKitty},
	"kitty without colours":              {nil, []any{named("kitty(0.41.1)"), ok, profile(colorprofile.ASCII)}, ModeNone},
	"ghostty":                            {nil, []any{named("ghostty 1.2.0"), ok}, ModeKitty},
	"wezterm draws no placeholders":      {nil, []any{named("WezTerm 20240203-110809-5046fc22"), ok}, ModeITerm2},
	"wezterm with 16 colours":            {nil, []any{named("WezTerm 20240203-110809-5046fc22"), profile(colorprofile.ANSI)}, ModeITerm2},
	"konsole says OK too":                {nil, []any{named("Konsole 24.12.0"), ok}, ModeHalf},
	"another query's answer":             {nil, []any{named("kitty(0.41.1)"), uv.KittyGraphicsEvent{Options: kitty.Options{ID: 9}, Payload: []byte("OK")}}, ModeSextant},
	"xterm":                              {nil, []any{named("XTerm(379)")}, ModeHalf},
	"foot, no size":                      {nil, []any{named("foot(1.16.2)")}, ModeSextant},
	"iTerm2":                             {nil, []any{named("iTerm2 3.5.6")}, ModeITerm2},
	"iTerm2, old":                        {nil, []any{named("iTerm2 2.9.1")}, ModeHalf},
	"by environment":                     {[]string{"TERM=foot"}, nil, ModeSextant},
	"by environment, ghostty":            {[]string{"TERM_PROGRAM=ghostty"}, nil, ModeSextant},
	"by environment, iTerm2":             {[]string{"TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=3.5.0"}, nil, ModeITerm2},
	"by environment, VS Code":            {[]string{"TERM_PROGRAM=vscode", "TERM_PROGRAM_VERSION=1.110.1"}, nil, ModeSextant},
	"by environment, old VS Code":        {[]string{"TERM_PROGRAM=vscode", "TERM_PROGRAM_VERSION=1.90.0"}, nil, ModeHalf},
	"by environment, VTE":                {[]string{"VTE_VERSION=7600"}, nil, ModeSextant},
	"by environment, old VTE":            {[]string{"VTE_VERSION=5202"}, nil, ModeHalf},
	"Windows Terminal leaves gaps":       {[]string{"WT_SESSION=1"}, nil, ModeHalf},
	"an answer beats the environment":    {[]string{"VTE_VERSION=7600"}, []any{named("XTerm(379)")}, ModeHalf},
	"NO_COLOR":                           {[]string{"NO_COLOR=1", "TERM=foot"}, nil, ModeNone},
	"NO_COLOR, empty":                    {[]string{"NO_COLOR=", "TERM=foot"}, nil, ModeSextant},
	"dumb":                               {[]string{"TERM=dumb"}, nil, ModeNone},
	"tmux":                               {[]string{"TMUX=/tmp/x,1,0", "TERM=tmux-256color", "VTE_VERSION=7600"}, []any{named("tmux 3.5a")}, ModeHalf},
	"tmux in kitty, passed through":      {[]string{"TMUX=x"}, []any{named("tmux 3.5a"), uv.PrimaryDeviceAttributesEvent{1, 2, 4}, named("kitty(0.41.1)"), ok}, ModeKitty},
	"tmux in kitty, name not passed":     {[]string{"TMUX=x"}, []any{named("tmux 3.5a"), ok}, ModeHalf},
	"tmux by its answer":                 {nil, []any{named("tmux 3.3a")}, ModeHalf},
	"tmux in iTerm2":                     {[]string{"TMUX=x", "TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=3.5.0"}, []any{named("tmux 3.5a"), attributes(1, 2, 4), named("iTerm2 3.5.6"), cellSize}, ModeSextant},
	"screen in iTerm2":                   {[]string{"TERM=screen.xterm-256color", "STY=1.x", "TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=3.5.0"}, nil, ModeHalf},
	"mintty":                             {nil, []any{named("mintty 3.6.4")}, ModeITerm2},
	"xterm.js with its image add-on":     {nil, []any{named("xterm.js(6.1.0)"), attributes(62, 4, 9, 22)}, ModeITerm2},
	"xterm.js without":                   {nil, []any{named("xterm.js(6.1.0)"), attributes(62, 9, 22)}, ModeSextant},
	"VS Code that draws pictures":        {[]string{"TERM_PROGRAM=vscode", "TERM_PROGRAM_VERSION=1.90.0"}, []any{attributes(62, 4)}, ModeITerm2},
	"xterm as a vt340":                   {nil, []any{named("XTerm(379)"), size, answer("\x1b[?2;0;960;800S"), attributes(64, 1, 2, 4)}, ModeSixel},
	"xterm as a vt340, size unknown":     {nil, []any{named("XTerm(379)"), size, attributes(64, 1, 2, 4)}, ModeHalf},
	"mlterm":                             {nil, []any{cellSize, attributes(63, 1, 2, 4)}, ModeSixel},
	"foot":                               {nil, []any{named("foot(1.16.2)"), cellSize, attributes(62, 4, 22)}, ModeSixel},
	"sixel, cells out of all proportion": {nil, []any{uv.CellSizeEvent{Width: 3, Height: 300}, attributes(62, 4)}, ModeHalf},
	"sixel, 16 colours":                  {nil, []any{cellSize, attributes(62, 4), profile(colorprofile.ANSI)}, ModeSixel},
	"override sixel":                     {[]string{EnvMode + "=sixel", "TMUX=x"}, nil, ModeSixel},
	"override iterm2":                    {[]string{EnvMode + "=iterm2"}, nil, ModeITerm2},
	"override octant":                    {[]string{EnvMode + "=octant"}, nil, ModeOctant},
	"override":                           {[]string{EnvMode + "=quadrant"}, []any{named("kitty(0.41.1)"), ok}, ModeQuadrant},
	"override quadrant, no colours":      {[]string{EnvMode + "=quadrant"}, []any{profile(colorprofile.ASCII)}, ModeNone},
	"override with nonsense":             {[]string{EnvMode + "=vga"}, nil, ModeHalf},
	"override none":                      {[]string{EnvMode + "=none"}, nil, ModeNone},
	"override kitty":                     {[]string{EnvMode + "=kitty", "TMUX=x"}, nil, ModeKitty},
	"override kitty, 16 colours":         {[]string{EnvMode + "=kitty"}, []any{profile(colorprofile.ANSI)}, ModeHalf},
	"hostile name":                       {nil, []any{named("\x1b]0;x\x07kitty(0.99.0"), ok}, ModeKitty},
	"name without version is not enough": {nil, []any{named("kitty"), ok}, ModeSextant},
}

func TestDetector(t *testing.T) {
	for name, c := range detections {
		d := NewDetector(c.env)
		for _, m := range c.msgs {
			d.Feed(m)
		}
		if got := d.Mode(); got != c.want {
			t.Errorf("%s: %v (%s), want %v", name, got, d.Why(), c.want)
		}
		if strings.ContainsAny(d.Name()+d.Why(), "\x1b\x07") {
			t.Errorf("%s: %q", name, d.Name())
		}
	}
}

func TestFeedSaysWhatChanged(t *testing.T) {
	d := NewDetector(nil)
	for _, c := range []struct {
		msg  any
		want bool
	}{
		{tea.KeyPressMsg{}, false},
		{named("kitty(0.41.1)"), true}, // sextants now
		{graphics("OK"), true},
		{graphics("OK"), false},
		{tea.WindowSizeMsg{Width: 100, Height: 40}, false},
		{uv.PixelSizeEvent{Width: 900, Height: 800}, true},
		{uv.CellSizeEvent{Width: 9, Height: 20}, false}, // the same
		{uv.CellSizeEvent{Width: 10, Height: 22}, true},
		{uv.PrimaryDeviceAttributesEvent{62}, false},
	} {
		if got := d.Feed(c.msg); got != c.want {
			t.Errorf("%T: %v", c.msg, got)
		}
	}
	if want := (Terminal{Cell: CellSize{10, 22}, StandIn: ModeSextant}); d.Terminal() != want || !d.Done() {
		t.Errorf("%+v", d.Terminal())
	}
	d.Force(ModeHalf)
	if d.Mode() != ModeHalf {
		t.Error(d.Mode())
	}
	d.Force(ModeAuto)
	if d.Mode() != ModeKitty {
		t.Error(d.Mode())
	}
}

func TestQueries(t *testing.T) {
	const version, apc, da1 = "\x1b[>q", "\x1b_Gi=31,", "\x1b[c"
	q := NewDetector([]string{"TERM=xterm-256color"}).Queries()
	if !strings.HasPrefix(q, version) || !strings.Contains(q, apc) || !strings.Contains(q, "\x1b[14t\x1b[16t") || !strings.HasSuffix(q, da1) {
		t.Errorf("%q", q)
	}
	for _, env := range []string{"TERM=dumb", "TERM=linux", "TERM="} {
		if q := NewDetector([]string{env}).Queries(); q != "" {
			t.Errorf("%s is asked %q", env, q)
		}
	}
	// These would print what they do not know, tmux put it in the title.
	for _, env := range [][]string{{"TERM=screen-256color"}, {"TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal"}} {
		if q := NewDetector(env).Queries(); strings.Contains(q, "_G") || !strings.HasSuffix(q, da1) {
			t.Errorf("%v is asked %q", env, q)
		}
	}
	q = NewDetector([]string{"TERM=tmux-256color", "TMUX=/tmp/tmux-0/default,1,0"}).Queries()
	if !strings.Contains(q, "\x1bPtmux;\x1b\x1b[>q\x1b\\") || !strings.Contains(q, "\x1bPtmux;\x1b\x1b_Gi=31") || strings.Contains(q, "q\x1b_G") {
		t.Errorf("%q", q)
	}
}

func TestModeNames(t *testing.T) {
	for _, m := range []Mode{ModeAuto, ModeNone, ModeHalf, ModeQuadrant, ModeSextant, ModeOctant, ModeKitty, ModeITerm2, ModeSixel} {
		if got, err := ParseMode(m.String()); err != nil || got != m {
			t.Errorf("%v: %v, %v", m, got, err)
		}
	}
	if m, err := ParseMode(""); m != ModeAuto || err != nil {
		t.Error(m, err)
	}
	if _, err := ParseMode("vga"); err == nil || !strings.Contains(err.Error(), "auto, half, quadrant, sextant, octant, kitty, iterm2, sixel, none") {
		t.Error(err)
	}
}

func TestFoundAndHint(t *testing.T) {
	for _, c := range []struct {
		env         []string
		msgs        []any
		found, hint []string
	}{
		{
			nil,
			[]any{named("XTerm(379)"), cellSize, answer("\x1b[?1;0;1024S"), attributes(62, 4), profile(colorprofile.TrueColor)},
			[]string{"calls itself XTerm(379)", "kitty pictures: no", "sixels: yes, 256 colours", "10×20", "all colours", "at most 4096 KB"},
			nil,
		},
		{nil, []any{named("XTerm(379)"), attributes(62, 4)}, []string{"unknown size"}, []string{"allowWindowOps"}},
		{
			[]string{"TMUX=x", "SSH_TTY=/dev/pts/1"},
			[]any{named("tmux 3.5a"), attributes(1, 2, 4)},
			[]string{"tmux in a terminal without a name", "not believed", "over ssh", "at most 256 KB"},
			[]string{"allow-passthrough"},
		},
		{[]string{"STY=1.x", "TERM=screen"}, nil, []string{"screen"}, []string{"lets no pictures through"}},
		{[]string{"NO_COLOR=1"}, nil, []string{"no colours"}, []string{"NO_COLOR"}},
		{[]string{EnvMode + "=half", "TMUX=x"}, nil, nil, nil},
	} {
		d := NewDetector(c.env)
		for _, m := range c.msgs {
			d.Feed(m)
		}
		for _, want := range c.found {
			if !strings.Contains(d.Found(), want) {
				t.Errorf("%v: no %q in %q", c.env, want, d.Found())
			}
		}
		if len(c.hint) == 0 && d.Hint() != "" {
			t.Errorf("%v: hint %q", c.env, d.Hint())
		}
		for _, want := range c.hint {
			if !strings.Contains(d.Hint(), want) {
				t.Errorf("%v: no %q in %q", c.env, want, d.Hint())
			}
		}
	}
}

func TestPrinting(t *testing.T) {
	for name, c := range map[string]struct {
		env    []string
		msgs   []any
		mode   Mode
		direct bool
	}{
		"kitty":             {nil, []any{named("kitty(0.41.1)"), ok}, ModeKitty, false},
		"old kitty":         {nil, []any{named("kitty(0.26.5)"), ok}, ModeKitty, true},
		"Konsole":           {nil, []any{named("Konsole 24.12.0"), ok}, ModeKitty, true},
		"tmux, passed":      {[]string{"TMUX=x"}, []any{named("Konsole 24.12.0"), ok}, ModeHalf, false},
		"a setting":         {[]string{EnvMode + "=half"}, []any{named("kitty(0.26.5)"), ok}, ModeHalf, false},
		"nothing is known":  {nil, nil, ModeHalf, false},
		"WezTerm has files": {nil, []any{named("WezTerm 2024"), ok}, ModeITerm2, false},
	} {
		d := NewDetector(c.env)
		for _, m := range c.msgs {
			d.Feed(m)
		}
		if m, direct := d.Printing(); m != c.mode || direct != c.direct {
			t.Errorf("%s: %v, %v", name, m, direct)
		}
	}
}
