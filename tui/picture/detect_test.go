package picture

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
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

func secondary(a ...int) uv.SecondaryDeviceAttributesEvent { return a }

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
	"kitty with 16 colours":              {[]string{"TERM=xterm-16color"}, []any{named("kitty(0.41.1)"), ok, profile(colorprofile.ANSI)}, ModeSextant},
	"kitty as TERM=xterm":                {[]string{"TERM=xterm"}, []any{named("kitty(0.41.1)"), ok, profile(colorprofile.ANSI)}, ModeKitty},
	"kitty with 256 colours":             {nil, []any{named("kitty(0.41.1)"), ok, profile(colorprofile.ANSI256)}, ModeKitty},
	"kitty without colours":              {nil, []any{named("kitty(0.41.1)"), ok, profile(colorprofile.ASCII)}, ModeNone},
	"ghostty":                            {nil, []any{named("ghostty 1.2.0"), ok}, ModeKitty},
	"wezterm draws no placeholders":      {nil, []any{named("WezTerm 20240203-110809-5046fc22"), ok}, ModeITerm2},
	"wezterm with 16 colours":            {nil, []any{named("WezTerm 20240203-110809-5046fc22"), profile(colorprofile.ANSI)}, ModeITerm2},
	"konsole says OK too":                {nil, []any{named("Konsole 24.12.0"), ok, cellSize, attributes(62, 1, 4)}, ModeHalf},
	"another query's answer":             {nil, []any{named("kitty(0.41.1)"), uv.KittyGraphicsEvent{Options: kitty.Options{ID: 9}, Payload: []byte("OK")}}, ModeSextant},
	"xterm":                              {nil, []any{named("XTerm(379)")}, ModeHalf},
	"foot, no size":                      {nil, []any{named("foot(1.16.2)")}, ModeSextant},
	"iTerm2":                             {nil, []any{named("iTerm2 3.5.6")}, ModeITerm2},
	"iTerm2, old":                        {nil, []any{named("iTerm2 2.9.1")}, ModeHalf},
	"by environment":                     {[]string{"TERM=foot"}, nil, ModeSextant},
	"by environment, ghostty":            {[]string{"TERM_PROGRAM=ghostty"}, nil, ModeSextant},
	"by environment, iTerm2":             {[]string{"TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=3.5.0"}, nil, ModeSextant},
	"iTerm2 that tells no name":          {[]string{"TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=3.3.0"}, []any{secondary(0, 95, 0), attributes(62, 4)}, ModeITerm2},
	"a name kept in xterm":               {[]string{"TERM_PROGRAM=iTerm.app", "TERM_PROGRAM_VERSION=3.5.0"}, []any{named("XTerm(379)"), secondary(41, 379, 0), attributes(64, 1)}, ModeHalf},
	"a name kept in rxvt":                {[]string{"TERM_PROGRAM=WezTerm", "TERM=rxvt-unicode-256color"}, []any{secondary(85, 95, 0), attributes(1, 2)}, ModeHalf},
	"a name kept in st":                  {[]string{"TERM_PROGRAM=WezTerm", "TERM=st-256color"}, []any{attributes(6)}, ModeHalf},
	"a name kept in Terminal.app":        {[]string{"LC_TERMINAL=iTerm2", "TERM=xterm-256color"}, []any{secondary(1, 95, 0), attributes(1, 2)}, ModeHalf},
	"a name that nobody has":             {[]string{"TERM=xterm-kitty", "VTE_VERSION=7600"}, []any{named("NewTerm 1.0"), ok, cellSize, attributes(62, 4)}, ModeHalf},
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
	"mlterm":                             {nil, []any{secondary(24, 279, 0), cellSize, attributes(63, 1, 2, 4)}, ModeSixel},
	"sixels of nobody known":             {nil, []any{cellSize, attributes(63, 1, 2, 4)}, ModeHalf},
	"Alacritty 0.15":                     {nil, []any{secondary(0, 2500, 1), attributes(6)}, ModeSextant},
	"Alacritty 0.11":                     {[]string{"TERM=alacritty"}, []any{secondary(0, 1700, 1), attributes(6)}, ModeHalf},
	"VTE that tells no name":             {nil, []any{secondary(65, 7006, 1), attributes(65, 1, 9)}, ModeSextant},
	"mosh":                               {[]string{"TERM_PROGRAM=WezTerm"}, []any{secondary(1, 10, 0), attributes(62)}, ModeHalf},
	"foot":                               {nil, []any{named("foot(1.16.2)"), cellSize, attributes(62, 4, 22)}, ModeSixel},
	"sixel, cells out of all proportion": {nil, []any{uv.CellSizeEvent{Width: 3, Height: 300}, attributes(62, 4)}, ModeHalf},
	"sixel, 16 colours":                  {[]string{"TERM=xterm-16color"}, []any{named("foot(1.16.2)"), cellSize, attributes(62, 4), profile(colorprofile.ANSI)}, ModeSixel},
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

// The first questions are of a kind that no terminal shows, whatever it is; the
// others go to those alone that said who they are.
func TestQueries(t *testing.T) {
	const first = "\x1b[>q\x1b[>c\x1b[14t\x1b[16t\x1b[c"
	for _, env := range [][]string{
		{"TERM=xterm-256color"},
		{"TERM=screen-256color"},
		{"TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal"},
		{"TERM=tmux-256color", "TMUX=/tmp/tmux-0/default,1,0"},
		{"TERM=rxvt-unicode-256color"},
	} {
		d := NewDetector(env)
		if q := d.Queries(); q != first {
			t.Errorf("%v is asked %q", env, q)
		}
		if q := d.More(); q != "" {
			t.Errorf("%v is asked %q before it answered", env, q)
		}
	}
	for _, env := range []string{"TERM=dumb", "TERM=linux", "TERM=", "TERM=eterm-color"} {
		if q := NewDetector([]string{env}).Queries(); q != "" {
			t.Errorf("%s is asked %q", env, q)
		}
	}
}

func TestMore(t *testing.T) {
	const apc = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
	for name, c := range map[string]struct {
		env  []string
		msgs []any
		want string
	}{
		"kitty":                {nil, []any{named("kitty(0.41.1)")}, apc},
		"kitty by environment": {[]string{"TERM=xterm-kitty"}, []any{attributes(62)}, ""},
		"kitty, very old":      {nil, []any{named("kitty(0.19.3)")}, ""},
		"Konsole":              {nil, []any{named("Konsole 22.12.3"), attributes(62, 1, 4)}, apc},
		"xterm":                {nil, []any{named("XTerm(379)"), attributes(64, 1)}, ""},
		"xterm with sixels":    {nil, []any{named("XTerm(379)"), attributes(64, 1, 4)}, sixelQueries},
		"sixels of nobody":     {nil, []any{attributes(64, 1, 4)}, ""},
		"rxvt":                 {nil, []any{secondary(85, 95, 0), attributes(1, 2)}, ""},
		"QTerminal":            {nil, []any{secondary(0, 115, 0), attributes(1, 2)}, ""},
		"tmux":                 {[]string{"TMUX=x"}, []any{named("tmux 3.5a")}, "\x1bPtmux;\x1b\x1b[>q\x1b\\"},
		"tmux, not by itself":  {[]string{"TMUX=x"}, []any{attributes(1, 2)}, ""},
		"screen":               {nil, []any{secondary(83, 40900, 0), attributes(1, 2)}, ""},
		"nobody, who says OK":  {nil, []any{named("NewTerm 2"), attributes(62, 4)}, ""},
	} {
		d := NewDetector(c.env)
		for _, m := range c.msgs {
			d.Feed(m)
		}
		if got := d.More(); got != c.want {
			t.Errorf("%s is asked %q, want %q", name, got, c.want)
		}
		if got := d.More(); got != "" {
			t.Errorf("%s is asked %q again", name, got)
		}
	}
	d := NewDetector([]string{"TMUX=x"})
	d.Feed(named("tmux 3.5a"))
	d.More()
	if !d.Around("kitty(0.41.1)") || !strings.Contains(d.More(), "\x1bPtmux;\x1b\x1b_Gi=31") {
		t.Error("the kitty around tmux is not asked")
	}
}

// What is odd about the terminal around tmux is odd inside it as well: that one
// draws, and its own shortcuts never get further; those that some keep may not, where
// it is not known.
func TestQuirksAroundTmux(t *testing.T) {
	for around, c := range map[string]struct {
		reorders, drifts bool
		taken, doubtful  string
	}{
		"":                {doubtful: "f1"},
		"NewTerm 3":       {doubtful: "ctrl+p"},
		"kitty(0.41.1)":   {},
		"XTerm(379)":      {taken: "alt+1"},
		"iTerm2 3.5.0":    {taken: "alt+1"},
		"mintty 3.7.0":    {reorders: true},
		"Konsole 22.12.3": {reorders: true},
		"VTE(8401)":       {reorders: true, doubtful: "f1"},
	} {
		d := NewDetector([]string{"TMUX=x"})
		d.Feed(named("tmux 3.5a"))
		d.Around(around)
		taken := d.Taken()
		if d.Reorders() != c.reorders || d.Drifts() != c.drifts {
			t.Errorf("in %q: turned round %v, lines move %v", around, d.Reorders(), d.Drifts())
		}
		for said, key := range map[string]string{"do not": c.taken, "may not": c.doubtful} {
			_, listed, told := strings.Cut(d.Applies(), "shortcuts that "+said+" arrive: ")
			listed, _, _ = strings.Cut(listed, " · ")
			if told != (key != "") || key != "" && (!slices.Contains(strings.Fields(listed), key) || !slices.Contains(taken, key)) {
				t.Errorf("in %q: %q, taken %q, want %q among those that %s", around, d.Applies(), taken, key, said)
			}
		}
		if alone := slices.Compact(slices.Sorted(slices.Values(taken))); len(alone) != len(taken) {
			t.Errorf("in %q: %q", around, taken)
		}
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
			[]string{"tmux in an unnamed terminal", "not trusted", "over ssh", "at most 256 KB"},
			[]string{"allow-passthrough"},
		},
		{[]string{"STY=1.x", "TERM=screen"}, nil, []string{"GNU screen"}, []string{"lets no pictures through"}},
		{nil, []any{named("Konsole 22.12.3"), attributes(62, 1, 4)}, []string{"hidden by text"}, nil},
		{nil, []any{cellSize, attributes(62, 4)}, []string{"an unnamed terminal"}, []string{"graphics = \"sixel\""}},
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

// What else arrives while a terminal is asked changes nothing: other sizes, keys, and
// answers to what others asked; nor does the same answer twice, or a megabyte.
func TestDetectedAmongOthers(t *testing.T) {
	t.Parallel()
	others := []any{
		tea.WindowSizeMsg{Width: 80, Height: 24},
		tea.KeyPressMsg{Code: 'a', Text: "a"},
		uv.UnknownDcsEvent("\x1bP0+r524742\x1b\\"),
		uv.UnknownOscEvent("\x1b]1337;Capabilities=F\x07"),
		uv.UnknownApcEvent("\x1b_Gi=31;" + strings.Repeat("x", 1<<20) + "\x1b\\"),
		uv.KittyGraphicsEvent{Options: kitty.Options{ID: queryID + 1}, Payload: []byte("OK")},
		uv.ModeReportEvent{Mode: ansi.DECMode(2027), Value: ansi.ModeSet},
		uv.BackgroundColorEvent{Color: color.Black},
		answer("\x1b[?9;0;256S"),
		answer("\x1b[?1;3;256S"),
		uv.PixelSizeEvent{},
		tea.WindowSizeMsg{Width: 1, Height: 1},
	}
	for name, c := range detections {
		if slices.ContainsFunc(c.msgs, func(msg any) bool { _, is := msg.(tea.WindowSizeMsg); return is }) {
			continue // it is about what the size of the window tells
		}
		d := NewDetector(c.env)
		for i, msg := range c.msgs {
			for n := range others {
				d.Feed(others[(n+i)%len(others)])
			}
			d.Feed(msg)
			d.Feed(msg)
		}
		if got := d.Mode(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	d := NewDetector(nil)
	if d.Feed(named(strings.Repeat("kitty(0.41.1)", 1<<17))); d.Mode() == ModeKitty || len(d.Name()) > 200 {
		t.Errorf("%v, a name of %d bytes", d.Mode(), len(d.Name()))
	}
}
