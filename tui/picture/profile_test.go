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
