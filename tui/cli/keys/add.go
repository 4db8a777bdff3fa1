package keys

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/shell"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

// AddOptions are what one call of keys add was asked for.
type AddOptions struct {
	*Options

	Keep     string // keyring, file or env:NAME
	BaseURL  string
	Parallel int
	Check    bool
}

func addCommand(shared *Options) *cobra.Command {
	o := &AddOptions{Options: shared}
	command := &cobra.Command{
		Use:   "add NAME",
		Short: "Save a key, read from a prompt or standard input",
		Example: `  imagine-tui keys add work
  pass show imagine | imagine-tui keys add work --keep file
  imagine-tui keys add ci --keep env:IMAGINE_CI_KEY`,
		Args: keyNames(1),
		RunE: func(c *cobra.Command, args []string) error { return add(c.Context(), o, args[0]) },
	}
	f := command.Flags()
	f.StringVar(&o.Keep, "keep", "keyring", "where the key is kept: keyring, file (private, 0600) or env:NAME (a variable you set)")
	f.StringVar(&o.BaseURL, "base-url", key.DefaultBaseURL, "the only address the key is sent to")
	f.IntVar(&o.Parallel, "parallel", 0, "parallel requests with this key (default 4)")
	f.BoolVar(&o.Check, "check", false, "check the key with the API after saving; costs nothing")
	return command
}

func add(ctx context.Context, o *AddOptions, name string) error {
	kind, variable, err := parseKeep(o.Keep)
	if err != nil {
		return exit.Misuse(err)
	}
	address, err := api.CheckBaseURL(o.BaseURL)
	if err != nil {
		return exit.Misuse(err)
	}
	if address.Scheme == "http" {
		o.Console.Warn("%s is plain http: the key is readable to other programs of this computer that listen in.", o.BaseURL)
	}
	_, store, err := o.open()
	if err != nil {
		return err
	}
	if err := store.CheckNew(name); err != nil {
		return exit.Misuse(err)
	}
	if kind == key.KindKeyring {
		// Before the key is asked for: where it can be kept is known first.
		if missing := store.KeyringMissing(ctx); missing != nil {
			if err := o.askFile(ctx, missing); err != nil {
				return err
			}
			kind = key.KindFile
		}
	}
	added := key.NewKey{Name: name, Keep: kind, Env: variable, BaseURL: o.BaseURL, Parallel: o.Parallel}
	if kind != key.KindEnv {
		if added.Secret, err = o.askSecret(ctx, name); err != nil {
			return exit.Misuse(err)
		}
		if warning := added.Secret.Warning(); warning != "" {
			o.Console.Warn("%s", warning)
		}
	}
	if err := o.save(ctx, store, added); err != nil {
		return notAKey(err)
	}
	if err := o.changedNamed(store, name, "added"); err != nil || !o.Check {
		return err
	}
	k, _ := store.Get(name)
	return o.checkAndTell(ctx, store, k)
}

// askFile asks whether a file may take the place of the keyring, which cannot be
// used: it may only after a yes.
func (o *AddOptions) askFile(ctx context.Context, missing error) error {
	o.Console.Tell(missing)
	if !o.Console.Attended() {
		return errors.New("nothing was saved; --keep file keeps the key in a file that only you can read")
	}
	answer, err := o.Console.Ask(ctx, "Keep the key in a private file (0600) instead? Type yes and enter: ")
	if err != nil {
		return err
	}
	if !strings.EqualFold(answer, "yes") {
		return errors.New("nothing was saved")
	}
	return nil
}

// save adds the key. The keyring may turn out not to answer only now.
func (o *AddOptions) save(ctx context.Context, store *key.Store, add key.NewKey) error {
	err := store.Add(ctx, add)
	if errors.Is(err, key.ErrKeyringUnavailable) {
		if err := o.askFile(ctx, err); err != nil {
			return err
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
	o.Console.Say("Key %s %s is saved, %s. %s keys use %s makes it the one in use.", add.Name, add.Secret.Tail(), where, app.Name, shell.Quote(add.Name))
	return nil
}

// parseKeep reads where a new key is kept.
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
	return "", "", fmt.Errorf("unknown --keep %q: use keyring, file or env:NAME", clean.Line(keep))
}
