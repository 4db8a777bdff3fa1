package picture

import (
	"testing"

	"github.com/charmbracelet/colorprofile"
)

// How many colours there are, from the environment alone and with what the
// terminal answers then.
func TestProfile(t *testing.T) {
	t.Parallel()
	const none, few, many, all = colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor
	ssh := []string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/1", "SSH_CONNECTION=127.0.0.1 1 127.0.0.1 22"} // no COLORTERM goes along
	for name, c := range map[string]struct {
		environ []string
		fed     []any
		want    colorprofile.Profile
	}{
		"screen":                         {[]string{"TERM=screen", "STY=1.pts-1"}, nil, few},
		"screen, kept over ssh":          {[]string{"TERM=screen"}, nil, few},
		"screen in the console":          {[]string{"TERM=screen.linux"}, nil, few},
		"screen, COLORTERM from outside": {[]string{"TERM=screen", "STY=1.pts-1", "COLORTERM=truecolor"}, nil, few},
		"screen in foot":                 {[]string{"TERM=screen.foot", "STY=1.pts-1"}, nil, few},
		"screen in Windows Terminal":     {[]string{"TERM=screen", "STY=1.pts-1", "WT_SESSION=x"}, nil, few},
		"screen of 256":                  {[]string{"TERM=screen-256color", "STY=1.pts-1"}, nil, many},
		"screen of 256, erasing":         {[]string{"TERM=screen-256color-bce"}, nil, many},
		"screen in one of 256":           {[]string{"TERM=screen.xterm-256color", "COLORTERM=truecolor"}, nil, many},
		"screen, named xterm":            {[]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, []any{secondary(83, 40900, 0)}, many},
		"tmux that is called screen":     {[]string{"TERM=screen", "TMUX=/tmp/t,1,0"}, nil, many},
		"tmux over ssh, called screen":   {[]string{"TERM=screen"}, []any{named("tmux 3.3a")}, many},
		"the console of Linux":           {[]string{"TERM=linux"}, nil, few},
		"the console, COLORTERM set":     {[]string{"TERM=linux", "COLORTERM=truecolor"}, nil, few},
		"vt220":                          {[]string{"TERM=vt220"}, nil, few},
		"ansi":                           {[]string{"TERM=ansi"}, nil, few},
		"xterm":                          {[]string{"TERM=xterm"}, nil, few},
		"cygwin":                         {[]string{"TERM=cygwin"}, nil, few},
		"nobody knows it":                {[]string{"TERM=newterm"}, nil, few},
		"nobody knows it, of 256":        {[]string{"TERM=newterm-256color"}, nil, many},
		"dumb":                           {[]string{"TERM=dumb"}, nil, colorprofile.NoTTY},
		"xterm of 16":                    {[]string{"TERM=xterm-16color", "COLORTERM=truecolor"}, nil, few},
		"st of 16":                       {[]string{"TERM=st-16color"}, nil, few},
		"without":                        {[]string{"TERM=xterm-mono"}, nil, none},
		"Terminal.app by its own name":   {[]string{"TERM=nsterm", "TERM_PROGRAM=Apple_Terminal"}, nil, many},
		"Terminal.app that has all":      {[]string{"TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal", "COLORTERM=truecolor"}, nil, all},
		"urxvt":                          {[]string{"TERM=rxvt-unicode-256color"}, nil, many},
		"xterm over ssh":                 {[]string{"TERM=xterm-256color"}, []any{named("XTerm(379)")}, all},
		"foot":                           {[]string{"TERM=foot"}, nil, all},
		"VTE over ssh":                   {ssh, []any{named("VTE(7802)"), secondary(61, 7802, 1)}, all},
		"VTE over ssh, without a name":   {ssh, []any{secondary(65, 7006, 1)}, all},
		"an old VTE over ssh":            {ssh, []any{secondary(1, 3405, 0)}, many},
		"iTerm2 over ssh":                {ssh, []any{named("iTerm2 3.5.6"), secondary(64, 2500, 0)}, all},
		"kitty over ssh":                 {ssh, []any{named("kitty(0.41.1)"), secondary(1, 4000, 41)}, all},
		"Konsole over ssh":               {ssh, []any{named("Konsole 25.04.2")}, all},
		"an old xterm over ssh":          {ssh, []any{secondary(41, 330, 0)}, many},
		"nobody known, over ssh":         {ssh, []any{named("NewTerm 3"), secondary(9, 9, 9)}, many},
		"no answer over ssh":             {ssh, nil, many},
		"tmux in kitty over ssh":         {ssh, []any{named("tmux 3.5a"), named("kitty(0.41.1)")}, many},
		"kitty of 16 over ssh":           {append([]string{"TERM=xterm-16color"}, ssh[1:]...), []any{named("kitty(0.41.1)")}, few},
		"kitty over ssh, NO_COLOR":       {append([]string{"NO_COLOR=1"}, ssh...), []any{named("kitty(0.41.1)")}, none},
	} {
		d := NewDetector(c.environ)
		d.Feed(profile(colorprofile.Env(c.environ)))
		d.Feed(profile(d.Profile())) // what was found out comes back
		for _, msg := range c.fed {
			d.Feed(msg)
		}
		if got := d.Profile(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		d.Feed(profile(d.Profile()))
		if got := d.Profile(); got != c.want {
			t.Errorf("%s: %v when it comes back, want %v", name, got, c.want)
		}
	}
}
