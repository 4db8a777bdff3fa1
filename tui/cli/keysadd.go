package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/shell"
	"imagine-tui/tui/app"
)

// newKey is one call of keys add.
type newKey struct {
	app      *program
	keep     string
	baseURL  string
	parallel int
	check    bool
}

func (a *program) addKeyCommand() *cobra.Command {
	n := &newKey{app: a}
	command := &cobra.Command{
		Use:   "add NAME",
		Short: "Save a key; it is asked for, or read from standard input",
		Example: `  imagine-tui keys add work
  pass show imagine | imagine-tui keys add work --keep file
  imagine-tui keys add ci --keep env:IMAGINE_CI_KEY`,
		Args: keyNames(1),
		RunE: func(c *cobra.Command, args []string) error { return n.run(c.Context(), args[0]) },
	}
	f := command.Flags()
	f.StringVar(&n.keep, "keep", "keyring", "where the key is kept: keyring, file (private, 0600) or env:NAME (a variable you set)")
	f.StringVar(&n.baseURL, "base-url", key.DefaultBaseURL, "the only address the key is ever sent to")
	f.IntVar(&n.parallel, "parallel", 0, "requests in flight with this key (default 4)")
	f.BoolVar(&n.check, "check", false, "ask the API afterwards whether it takes the key; costs nothing")
	return command
}

func (n *newKey) run(ctx context.Context, name string) error {
	kind, variable, err := parseKeep(n.keep)
	if err != nil {
		return usageError(err)
	}
	if err := key.CheckName(name); err != nil {
		return usageError(err)
	}
	address, err := api.CheckBaseURL(n.baseURL)
	if err != nil {
		return usageError(err)
	}
	if address.Scheme == "http" {
		n.app.say("%s is plain http: the key is readable to other programs of this computer that listen in.", n.baseURL)
	}
	_, store, err := n.app.keyStore()
	if err != nil {
		return err
	}
	add := key.NewKey{Name: name, Keep: kind, Env: variable, BaseURL: n.baseURL, Parallel: n.parallel}
	if kind != key.KindEnv {
		if add.Secret, err = n.app.askSecret(name); err != nil {
			return usageError(err)
		}
		if warning := add.Secret.Warning(); warning != "" {
			n.app.say("%s", warning)
		}
	}
	if err := n.save(ctx, store, add); err != nil {
		return notAKey(err)
	}
	if !n.check {
		return nil
	}
	k, _ := store.Get(name)
	return n.app.checkAndTell(ctx, store, k)
}

// save adds the key. Where the keyring cannot be used, a file may take its
// place only after a yes.
func (n *newKey) save(ctx context.Context, store *key.Store, add key.NewKey) error {
	err := store.Add(ctx, add)
	if errors.Is(err, key.ErrKeyringUnavailable) {
		n.app.say("%s", sentence(err))
		if !isTerminal(n.app.stdin) || !isTerminal(n.app.stderr) {
			return errors.New("nothing was saved; --keep file keeps the key in a file that only you can read")
		}
		fmt.Fprint(n.app.stderr, "Keep it in a private file (0600) instead? Type yes and enter: ")
		answer, readErr := readLine(ctx, n.app.stdin)
		if readErr != nil {
			return readErr
		}
		if !strings.EqualFold(answer, "yes") {
			return errors.New("nothing was saved")
		}
		add.Keep = key.KindFile
		err = store.Add(ctx, add)
	}
	if err != nil {
		return err
	}
	where := map[key.SourceKind]string{
		key.KindKeyring: "kept in the system keyring", key.KindFile: "kept in a private file", key.KindEnv: "read from " + add.Env,
	}[add.Keep]
	n.app.say("Key %s %s is saved, %s. %s keys use %s makes it the one in use.", add.Name, add.Secret.Tail(), where, app.Name, shell.Quote(add.Name))
	return nil
}

// askSecret reads a key: typed blind on a terminal, else the first line of
// standard input.
func (a *program) askSecret(name string) (key.Secret, error) {
	file, ok := a.stdin.(*os.File)
	if !ok || !isTerminal(a.stdin) {
		text, err := bufio.NewReader(io.LimitReader(a.stdin, 64<<10)).ReadString('\n')
		if err != nil && err != io.EOF {
			return key.Secret{}, fmt.Errorf("standard input: %w", err)
		}
		return key.NewSecret(text)
	}
	return askBlind(file, a.stderr, "Paste the key for "+clean.Line(name)+" and press enter (nothing is shown): ")
}

// askBlind reads a key from a terminal that shows nothing of it. The terminal
// stops echoing before the question appears: people paste fast.
func askBlind(in *os.File, out io.Writer, question string) (key.Secret, error) {
	before, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return key.Secret{}, fmt.Errorf("the terminal cannot be made to hide the key: %w", err)
	}
	text, err := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, "").ReadPassword(question)
	if restoreErr := term.Restore(int(in.Fd()), before); restoreErr != nil && err == nil {
		err = restoreErr
	}
	switch {
	case errors.Is(err, io.EOF): // ctrl+c or ctrl+d
		return key.Secret{}, &statusError{Status: statusInterrupt, Err: errors.New("nothing was saved")}
	case err != nil:
		return key.Secret{}, fmt.Errorf("the key was not read: %w", err)
	}
	return key.NewSecret(text)
}
