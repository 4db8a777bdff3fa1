package keys

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/command"
	"imagine-tui/tui/widget/secret"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// item is a field of the form.
type item int

const (
	keepItem item = iota // first: which of the others there are follows from it
	nameItem
	secretItem
	addressItem
	itemCount
)

// keep is a way to keep a secret, in the words of the form, and what that means.
type keep struct{ kind, words, meaning string }

var keeps = []keep{
	{KeepKeyring, "system keyring", "Encrypted by this computer, and unlocked with your login."},
	{KeepFile, "private file (0600)", "A file that only you can read. It is not encrypted."},
	{KeepEnv, "environment variable…", "Not kept here: it is read from a variable that you set."},
	{KeepCommand, "helper command…", "Not kept here: a command such as pass prints it when it is needed."},
	{KeepSession, "this session only", "Kept in memory, and gone when the studio is closed."},
}

// AddForm is the dialog that adds a key.
type AddForm struct {
	action.Holder

	st *theme.Styles

	item    item
	name    *text.Field
	secret  secret.Text
	pasted  bool // else it was typed
	fresh   bool // the next letter begins the secret anew
	keep    int
	chosen  bool // the person said where to keep it
	missing bool // there is no keyring
	env     *text.Field
	command *text.Field
	address *text.Field

	err    string
	busy   bool // handed in, not yet answered
	cursor *tea.Cursor
}

// maxSecret is the most bytes of a secret the form takes.
const maxSecret = 4096

// NewAddForm returns an empty form; address is the API's usual base URL.
func NewAddForm(st *theme.Styles, address string) *AddForm {
	f := &AddForm{
		st: st, fresh: true, name: text.NewField(80), env: text.NewField(200), command: text.NewField(1000), address: text.NewField(500),
	}
	f.address.Set(address)
	return f
}

// SetKeep chooses a way to keep the secret, by its kind; one that is not among
// them changes nothing.
func (f *AddForm) SetKeep(kind string) {
	if i := slices.IndexFunc(keeps, func(k keep) bool { return k.kind == kind }); i >= 0 {
		f.keep = i
	}
}

// SetNoKeyring says that there is no keyring: until the person chooses, the next
// best way to keep the secret is offered.
func (f *AddForm) SetNoKeyring() {
	f.missing = true
	if !f.chosen && keeps[f.keep].kind == KeepKeyring {
		f.SetKeep(KeepFile)
	}
}

// Elsewhere says why the secret could not be kept where that was asked for, and
// offers another place. All that was filled is still there.
func (f *AddForm) Elsewhere(why string) {
	f.missing = true
	f.SetKeep(KeepFile)
	f.item, f.busy = keepItem, false
	f.err = clean.Line(why) + " The key is not lost: " + f.Actions().Words("{dialog.accept} keeps it in the private file, or choose another place.")
}

// SetSecret fills the secret field, which is masked at once.
func (f *AddForm) SetSecret(value string) {
	value = strings.TrimSpace(clean.Text(value))
	f.secret.Take()
	f.secret, f.pasted, f.fresh = secret.New(value[:min(len(value), maxSecret)]), true, true
}

// SetError shows why the key could not be saved; the form stays filled.
func (f *AddForm) SetError(text string) { f.err, f.busy = clean.Line(text), false }

// Update handles keys and pastes.
func (f *AddForm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		f.paste(msg.Content)
	case tea.KeyPressMsg:
		return f.press(msg)
	}
	return nil
}

func (f *AddForm) press(k tea.KeyPressMsg) tea.Cmd {
	switch id, _ := f.Actions().At(f.Place(), k); id {
	case action.DialogCancel:
		f.secret.Take()
		return say(AddCancelMsg{})
	case action.DialogAccept:
		return f.submit()
	case action.KeyFormConsole:
		return say(ConsoleMsg{})
	case action.DialogNext, action.DialogDown:
		f.goTo(f.item + 1)
	case action.DialogPrevious, action.DialogUp:
		f.goTo(f.item - 1)
	case action.OptionNext, action.OptionAround:
		f.choose(1)
	case action.OptionPrevious:
		f.choose(-1)
	case action.TextPaste:
		f.err = ""
		return say(text.PasteRequestMsg{})
	default:
		return f.edit(k)
	}
	return nil
}

// Place is what the form's keys act in.
func (f *AddForm) Place() action.Place {
	if f.item == keepItem {
		return action.KeyKeep
	}
	return action.KeyForm
}

// goTo moves to another field, round and round.
func (f *AddForm) goTo(i item) {
	f.item = (i + itemCount) % itemCount
	f.fresh = true
}

// edit passes a key on to the field.
func (f *AddForm) edit(k tea.KeyPressMsg) tea.Cmd {
	if f.item == keepItem {
		return nil
	}
	f.err = ""
	if f.item == secretItem && f.keepsSecret() {
		f.typeSecret(k)
		return nil
	}
	cmd, _ := text.Edit(f.Actions(), action.KeyForm, f.field(f.item), k)
	f.hide()
	return cmd
}

// hide takes a key that is typed where everything is shown out of there as soon as
// it looks like one, to where it cannot be seen; what is typed next follows it.
func (f *AddForm) hide() {
	from, to, found := clean.FindKey(f.field(f.item).Value())
	if !found {
		return
	}
	value := f.field(f.item).Value()
	blank := text.NewField(500) // a new one has nothing to undo
	blank.Set(strings.TrimSpace(value[:from]))
	switch {
	case f.item == addressItem:
		f.address = blank
	case f.item == nameItem:
		f.name = blank
	case keeps[f.keep].kind == KeepEnv:
		f.env = blank
	default:
		f.command = blank
	}
	if !f.keepsSecret() {
		f.goTo(keepItem) // where the rest of it is no text
		f.err = "That looks like a secret. Choose to keep it in the keyring or in a private file first."
		return
	}
	f.SetSecret(value[from:to])
	f.goTo(secretItem)
	f.fresh, f.pasted = false, false
	f.err = "That looks like the secret, so it was put in its field."
}

// keepsSecret tells whether the form takes a secret, rather than where to read
// one whenever it is needed.
func (f *AddForm) keepsSecret() bool {
	return keeps[f.keep].kind != KeepEnv && keeps[f.keep].kind != KeepCommand
}

// field returns the text of a field that shows what is typed.
func (f *AddForm) field(i item) *text.Field {
	switch {
	case i == addressItem:
		return f.address
	case i == secretItem && keeps[f.keep].kind == KeepEnv:
		return f.env
	case i == secretItem:
		return f.command
	}
	return f.name
}

// choose goes through the ways to keep a secret.
func (f *AddForm) choose(n int) {
	f.err, f.chosen = "", true
	f.keep = (f.keep + n + len(keeps)) % len(keeps)
}

// typeSecret takes letters of a secret. What is already there gives way: since
// it cannot be seen, it cannot be corrected either.
func (f *AddForm) typeSecret(k tea.KeyPressMsg) {
	if k.Text == "" {
		switch action.EditOf(k) {
		case action.Backspace, action.Delete, action.WordBack, action.ToLineStart:
			f.secret.Take()
			f.secret, f.fresh = secret.Text{}, true
		default: // it cannot be moved about in
		}
		return
	}
	if f.fresh {
		f.secret.Take()
		f.secret, f.pasted, f.fresh = secret.Text{}, false, false
	}
	if f.secret.Len() < maxSecret {
		f.secret = f.secret.Append(clean.Line(k.Text))
	}
}

// paste fills the field. What looks like a key goes to the secret wherever it
// is pasted: every other field is shown and written into files.
func (f *AddForm) paste(pasted string) {
	f.err = ""
	onSecret := f.item == secretItem && f.keepsSecret()
	switch {
	case clean.IsKey(pasted):
		if !f.keepsSecret() {
			f.err = "That looks like a secret. Choose to keep it in the keyring or in a private file first."
			return
		}
		f.SetSecret(pasted)
		if !onSecret {
			f.err = "That looks like the secret, so it was put in its field."
		}
	case onSecret:
		f.SetSecret(pasted)
	case f.item != keepItem && f.field(f.item).Paste(pasted), clean.HasKey(clean.Line(pasted)):
		f.err = "That contains an API key. Copy only the key: it belongs in Secret, which is never shown."
	}
}

// submit hands in what was filled, once it can be complete.
func (f *AddForm) submit() tea.Cmd {
	if f.busy {
		return nil
	}
	msg := AddSubmitMsg{
		Name: trimmed(f.name), Keep: keeps[f.keep].kind, Address: trimmed(f.address),
	}
	switch msg.Keep {
	case KeepEnv:
		msg.Env = trimmed(f.env)
	case KeepCommand:
		words, err := command.Words(trimmed(f.command))
		if err != nil {
			f.fail(secretItem, "The helper command cannot be read: "+clean.Line(err.Error())+".")
			return nil
		}
		msg.Command = words
	default:
		msg.Secret = f.secret.Copy()
	}
	if at, why := f.unfilled(msg); why != "" {
		f.fail(at, why)
		return nil
	}
	f.err, f.busy = "", true
	return say(msg)
}

func trimmed(f *text.Field) string { return strings.TrimSpace(f.Value()) }

// unfilled says what is not filled, and where.
func (f *AddForm) unfilled(msg AddSubmitMsg) (item, string) {
	for _, one := range []struct {
		at    item
		field **text.Field
	}{{nameItem, &f.name}, {secretItem, &f.env}, {secretItem, &f.command}, {addressItem, &f.address}} {
		if clean.HasKey((*one.field).Value()) {
			*one.field = text.NewField(500) // a new one has nothing to undo
			return one.at, "That looks like an API key. It belongs in Secret, which is never shown."
		}
	}
	switch {
	case msg.Name == "":
		return nameItem, "Name the key after what it is for, such as team-renders."
	case msg.Keep == KeepEnv && msg.Env == "":
		return secretItem, "Enter the name of the environment variable that holds the key."
	case msg.Keep == KeepCommand && len(msg.Command) == 0:
		return secretItem, "Enter the command that prints the key."
	case f.keepsSecret() && msg.Secret.Len() == 0:
		return secretItem, "Paste the key into Secret."
	case msg.Address == "":
		return addressItem, "Enter the address of the API."
	}
	return 0, ""
}

func (f *AddForm) fail(at item, why string) {
	f.goTo(at)
	f.err = why
}
