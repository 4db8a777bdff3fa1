package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/tui/app"
)

// reachWithin bounds each question of the doctor to something outside.
const reachWithin = 10 * time.Second

// doctor looks at everything the program needs and says what works.
type doctor struct {
	app      *program
	check    bool
	settings app.Settings
	ill      int // things that do not work
}

func (a *program) doctorCommand() *cobra.Command {
	d := &doctor{app: a}
	command := &cobra.Command{
		Use:   "doctor",
		Short: "Say what works, what does not, and what to do",
		Long: `Look at the terminal, the config, the folders, the keys and the network. No key
is sent anywhere and nothing is spent. With --check every saved picture is read
and compared with what its recipe says. Exit status 1 when something is wrong.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return d.run(c.Context()) },
	}
	command.Flags().BoolVar(&d.check, "check", false, "read every saved picture and compare its hash")
	return command
}

func (d *doctor) run(ctx context.Context) error {
	d.terminal()
	d.config()
	d.drawing()
	d.folders()
	d.keys(ctx)
	d.unfinished()
	if d.check {
		if err := d.pictures(ctx); err != nil {
			return err
		}
	}
	if d.ill > 0 {
		return &statusError{Status: statusFailed}
	}
	return nil
}

// say writes one finding: "ok", "note" or "WRONG", about what, and the words.
func (d *doctor) say(mark, what, format string, args ...any) {
	if mark == "WRONG" {
		d.ill++
	}
	fmt.Fprintf(d.app.stdout, "%-6s%-10s%s\n", mark, what, clean.Scrub(clean.Line(fmt.Sprintf(format, args...))))
}

func (d *doctor) terminal() {
	name := d.app.setup.Environment["TERM"]
	file, ok := d.app.stdout.(*os.File)
	if !ok || !isTerminal(file) {
		d.say("note", "terminal", "this output is not a terminal: the studio needs one, the other commands do not")
		return
	}
	cols, rows, err := term.GetSize(int(file.Fd()))
	switch {
	case name == "" || name == "dumb":
		d.say("WRONG", "terminal", "TERM=%s cannot show the studio: set TERM to what your terminal is, often xterm-256color", name)
	case err != nil || cols == 0 || rows == 0:
		d.say("note", "terminal", "%s, which does not tell its size", name)
	case cols < 24 || rows < 6:
		d.say("WRONG", "terminal", "%d×%d cells are too few: make the window larger (24×6)", cols, rows)
	default:
		d.say("ok", "terminal", "%s, %d×%d cells", name, cols, rows)
	}
}

func (d *doctor) config() {
	path := d.app.setup.Places.Config
	s, err := d.app.setup.Settings()
	d.settings = s
	_, statErr := os.Stat(path)
	switch {
	case err != nil:
		d.say("WRONG", "config", "%s", sentence(err))
	case errors.Is(statErr, fs.ErrNotExist):
		d.say("ok", "config", "%s is not there: the defaults hold", path)
	default:
		d.say("ok", "config", "%s", path)
	}
}

func (d *doctor) folders() {
	library, err := app.ExpandHome(d.settings.Library.Folder)
	if err != nil {
		d.say("WRONG", "pictures", "%s", sentence(err))
	} else {
		d.folder("results", library)
	}
	d.folder("state", d.app.setup.Places.StateDir)
	d.folder("key file", d.app.setup.Places.ConfigDir)
}

// folder tells whether a folder can be written, or made where it is missing.
// It makes nothing that stays.
func (d *doctor) folder(what, dir string) {
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		switch {
		case errors.Is(err, fs.ErrNotExist) && filepath.Dir(at) != at:
			continue
		case err != nil:
			d.say("WRONG", what, "%s cannot be looked at: %s", at, app.Reason(err))
		case !info.IsDir():
			d.say("WRONG", what, "%s is in the way: it is not a folder", at)
		default:
			d.writable(what, dir, at)
		}
		return
	}
}

func (d *doctor) writable(what, dir, existing string) {
	probe, err := os.CreateTemp(existing, ".imagine-tui-doctor-*")
	if err != nil {
		d.say("WRONG", what, "%s cannot be written: %s", existing, app.Reason(err))
		return
	}
	_ = probe.Close() // nothing was written
	if err := os.Remove(probe.Name()); err != nil {
		d.say("WRONG", what, "%s keeps files that were removed: %s", existing, app.Reason(err))
		return
	}
	if existing != dir {
		d.say("ok", what, "%s will be made", dir)
		return
	}
	d.say("ok", what, "%s", dir)
}

func (d *doctor) keys(ctx context.Context) {
	store, err := d.app.setup.OpenKeys(d.settings, false)
	if err != nil {
		d.say("WRONG", "keys", "%s", sentence(err))
		return
	}
	for _, problem := range store.Problems() {
		d.say("WRONG", "keys", "%s", sentence(problem))
	}
	asked := map[string]bool{}
	for _, k := range store.List() {
		if k.Free() {
			d.say("ok", "key", "%s: offline and free, always works", k.Name)
			continue
		}
		d.key(ctx, store, k)
		if origin := api.Origin(k.BaseURL); !asked[origin] {
			asked[origin] = true
			d.reach(ctx, k)
		}
	}
	if len(asked) == 0 {
		d.say("note", "network", "no key but the sandbox, so nothing outside is needed; %s keys add NAME saves one", app.Name)
	}
}

// key tells whether the secret of a key can be had. Helper commands may ask
// the person something, so they are left alone.
func (d *doctor) key(ctx context.Context, store *key.Store, k key.Key) {
	if k.Source.Kind == key.KindCommand {
		d.say("note", "key", "%s: from a helper command, which was not run; %s keys check %s does", k.Name, app.Name, k.Name)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, reachWithin)
	defer cancel()
	secret, err := store.Secret(ctx, k.Name)
	switch {
	case err != nil:
		d.say("WRONG", "key", "%s: %s", k.Name, sentence(err))
	case k.State.Health == key.OK || k.State.Health == key.Unused:
		d.say("ok", "key", "%s %s: %s, %s", k.Name, secret.Tail(), k.Source, k.State.Health)
	default:
		d.say("WRONG", "key", "%s %s: %s when last used; %s keys check %s asks again", k.Name, secret.Tail(), k.State.Health, app.Name, k.Name)
	}
}

// reach tells whether an API answers at all. No key goes along: any answer
// will do.
func (d *doctor) reach(ctx context.Context, k key.Key) {
	address, err := api.CheckBaseURL(k.BaseURL)
	if err != nil {
		d.say("WRONG", "network", "%s", sentence(err))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, reachWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		d.say("WRONG", "network", "%s", sentence(err))
		return
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if k.CAFile != "" {
		pool, err := app.LoadCAFile(k.CAFile)
		if err != nil {
			d.say("WRONG", "network", "%s", sentence(err))
			return
		}
		trusting := api.TransportTrusting(pool)
		defer trusting.CloseIdleConnections()
		client.Transport = trusting
	}
	answer, err := client.Do(request)
	if err != nil {
		var inner *url.Error
		if errors.As(err, &inner) {
			err = inner.Err
		}
		d.say("WRONG", "network", "cannot reach %s: %v", address.Host, err)
		return
	}
	_ = answer.Body.Close() // nobody reads it
	d.say("ok", "network", "%s answers", address.Host)
}
