package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/tui/app"
)

// checkWithin bounds one call that asks whether a key works.
const checkWithin = 30 * time.Second

func (a *program) keysCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "keys",
		Short: "List, add, choose, rename, remove and check API keys",
		Long: `Without a subcommand: the list. The key in use is marked "*".

A key is never given as an argument: "add" asks for it, or reads it from
standard input. It is kept in the system keyring or in a private file, never in
the config.`,
		Args: noCommand,
		RunE: func(*cobra.Command, []string) error { return a.listKeys() },
	}
	command.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the keys", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.listKeys() },
		},
		a.addKeyCommand(),
		&cobra.Command{
			Use: "use NAME", Short: "Make a key the one in use", Args: keyNames(1),
			RunE: func(_ *cobra.Command, args []string) error { return a.useKey(args[0]) },
		},
		&cobra.Command{
			Use: "rename OLD NEW", Short: "Give a saved key another name", Args: keyNames(2),
			RunE: func(_ *cobra.Command, args []string) error { return a.renameKey(args[0], args[1]) },
		},
		&cobra.Command{
			Use: "remove NAME", Short: "Remove a saved key and its secret; its pictures stay", Args: keyNames(1),
			RunE: func(c *cobra.Command, args []string) error { return a.removeKey(c.Context(), args[0]) },
		},
		&cobra.Command{
			Use: "check NAME", Short: "Ask the API whether it takes a key; costs nothing", Args: keyNames(1),
			RunE: func(c *cobra.Command, args []string) error { return a.checkKey(c.Context(), args[0]) },
		},
	)
	return command
}

// keyNames wants n names of keys, and catches a key given instead of a name:
// other programs of this computer can read arguments.
func keyNames(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		for _, arg := range args {
			if clean.HasKey(arg) {
				return errors.New("that looks like the key itself. Arguments can be read by other programs: give a name of your choice, the key is asked for. It may be wise to make a new key at " + key.ConsoleURL)
			}
		}
		return cobra.ExactArgs(n)(c, args)
	}
}

func (a *program) keyStore() (app.Settings, *key.Store, error) {
	s, err := a.setup.Settings()
	if err != nil {
		return s, nil, err
	}
	store, err := a.setup.OpenKeys(s, false)
	if err != nil {
		return s, nil, err
	}
	a.sayProblems(store)
	return s, store, nil
}

// sayProblems tells what keeps keys from being used.
func (a *program) sayProblems(store *key.Store) {
	for _, problem := range store.Problems() {
		a.say("%s", sentence(problem))
	}
}

func (a *program) listKeys() error {
	s, store, err := a.keyStore()
	if err != nil {
		return err
	}
	used, problem := store.InUse("", s.Defaults.Key)
	table := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, k := range store.List() {
		mark := " "
		if problem == nil && k.Name == used.Name {
			mark = "*"
		}
		fmt.Fprintf(table, "%s %s\t%s\t%s\t%s\t%s\n", mark, clean.Line(k.Name), k.Tail, clean.Line(k.Source.String()), keyAddress(k), keyHealth(k))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if problem != nil {
		a.say("%s", sentence(problem))
	}
	return nil
}

func keyAddress(k key.Key) string {
	if k.Free() {
		return "offline, free"
	}
	return clean.Line(k.BaseURL)
}

func keyHealth(k key.Key) string {
	if k.State.Health == key.Unused {
		return "-"
	}
	return k.State.Health.String() + " " + k.State.At.Local().Format("2006-01-02 15:04")
}

func (a *program) useKey(name string) error {
	_, store, err := a.keyStore()
	if err != nil {
		return err
	}
	if err := store.Use(name); err != nil {
		return notAKey(err)
	}
	a.say("Key in use: %s.", name)
	return nil
}

func (a *program) renameKey(old, name string) error {
	_, store, err := a.keyStore()
	if err != nil {
		return err
	}
	if err := store.Rename(old, name); err != nil {
		return notAKey(err)
	}
	a.say("Key %s is now called %s. Pictures made with it keep the old name.", old, name)
	return nil
}

func (a *program) removeKey(ctx context.Context, name string) error {
	_, store, err := a.keyStore()
	if err != nil {
		return err
	}
	if err := store.Remove(ctx, name); err != nil {
		return notAKey(err)
	}
	a.say("Key %s and its secret are removed. Its pictures stay.", name)
	return nil
}

// notAKey makes errors about the name usage errors.
func notAKey(err error) error {
	if errors.Is(err, key.ErrUnknown) || errors.Is(err, key.ErrExists) {
		return usageError(err)
	}
	return err
}

func (a *program) checkKey(ctx context.Context, name string) error {
	_, store, err := a.keyStore()
	if err != nil {
		return err
	}
	k, ok := store.Get(name)
	if !ok {
		return usagef("there is no key %q; %s keys lists them", name, app.Name)
	}
	if k.Free() {
		a.say("The sandbox always works: it paints on this computer.")
		return nil
	}
	return a.checkAndTell(ctx, store, k)
}

// checkAndTell asks the API about a key, keeps what it said, and tells.
func (a *program) checkAndTell(ctx context.Context, store *key.Store, k key.Key) error {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	secret, err := store.Secret(ctx, k.Name)
	if err != nil {
		return err
	}
	client, err := app.NewClient(k, secret)
	if err != nil {
		return usageError(err)
	}
	err = client.CheckKey(ctx)
	if state, said := api.KeyState(err, time.Now()); said {
		a.keepState(store, k.Name, state)
	}
	problem, answered := errors.AsType[*api.Error](err)
	switch {
	case err == nil:
		a.say("Key %s %s works. Nothing was charged.", k.Name, secret.Tail())
		return nil
	case answered && problem.KeyProblem():
		return &statusError{Status: statusKey, Err: errors.New(sentence(problem))}
	case answered:
		return errors.New(sentence(problem))
	}
	return err
}

func (a *program) keepState(store *key.Store, name string, state key.State) {
	if err := store.SetState(name, state); err != nil {
		a.say("%s", sentence(err))
	}
}

// keepFlag is where a new key is kept: the value of --keep.
func parseKeep(keep string) (kind key.SourceKind, env string, err error) {
	if name, ok := strings.CutPrefix(keep, "env:"); ok && name != "" {
		return key.KindEnv, name, nil
	}
	switch keep {
	case "keyring":
		return key.KindKeyring, "", nil
	case "file":
		return key.KindFile, "", nil
	}
	return "", "", fmt.Errorf("--keep %q is not known: use keyring, file or env:NAME", clean.Line(keep))
}
