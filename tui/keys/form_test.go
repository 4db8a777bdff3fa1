package keys

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

const canary = "vk-test-CANARY0123456789abcdef77c1"

func filled() *AddForm {
	f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(f, "tab")
	write(f, "personal")
	do(f, "tab")
	f.Update(tea.PasteMsg{Content: canary + "\r\n"})
	return f
}

func TestFormGolden(t *testing.T) {
	f := filled()
	do(f, "shift+tab")
	want := `┏ Add a key ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ Keep in ◉ system keyring   ○ private file (0600)   ○ environment variable…   ┃
┃         ○ helper command…   ○ this session only                              ┃
┃         Encrypted by this computer, and unlocked with your login.            ┃
┃ Name    personal                                                             ┃
┃ Secret  •••••••••••••••••••••  pasted, 34 characters, ends 77c1              ┃
┃ Address https://api.vyro.ai/v2                                               ┃
┃                                                                              ┃
┃ Keys are made at the vendor's console under "API keys": ctrl+o opens it.     ┃
┃ Name it after its use. Prefer a team account to a personal one.              ┃
┃ Leaked? Tell the vendor's support, make a new key, remove the old one here.  ┃
┃ The secret is never shown again and never written to the config.             ┃
┗ enter save and check · tab next field · esc cancel ━━━━━━━━━━━━━━━━━━━━━━━━━━┛`
	if got := plain(f.View(80, 24)); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	if c := f.Cursor(); c == nil || c.X != 18 || c.Y != 4 {
		t.Fatalf("cursor %+v", c)
	}
	low := plain(f.View(80, 8))
	if strings.Contains(low, "Leaked") || !strings.Contains(low, "Address") {
		t.Fatalf("on a low screen advice goes first:\n%s", low)
	}
	do(f, "up up")
	if low := plain(f.View(40, 4)); !strings.Contains(low, "Address") {
		t.Fatalf("the field with the focus is in view:\n%s", low)
	}
}

func TestFormHandsInWhatWasFilled(t *testing.T) {
	f := filled()
	msg, ok := do(f, "enter").(AddSubmitMsg)
	if !ok || msg.Name != "personal" || msg.Keep != KeepKeyring || msg.Address != "https://api.vyro.ai/v2" || msg.Env != "" || msg.Command != nil {
		t.Fatalf("hands in %+v", msg)
	}
	if got := do(f, "enter"); got != nil {
		t.Fatalf("a second enter while it is at work says %v", got)
	}
	if msg.Secret.Take() != canary {
		t.Fatal("another secret is handed in")
	}
	f.SetError("the key store is not writable")
	if !strings.Contains(plain(f.View(80, 24)), "the key store is not writable") {
		t.Fatal("the error is not shown")
	}
	again, ok := do(f, "enter").(AddSubmitMsg)
	if !ok || again.Secret.Take() != canary {
		t.Fatal("after an error the secret is still there")
	}
	f.SetError("")
	do(f, "shift+tab shift+tab right")
	if msg := do(f, "enter").(AddSubmitMsg); msg.Keep != KeepFile {
		t.Fatalf("kept in %s", msg.Keep)
	}
	do(f, "esc")
	if f.secret.Len() != 0 {
		t.Fatal("esc forgets the secret")
	}
}

func TestFormReadsElsewhere(t *testing.T) {
	f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(f, "left left tab") // helper command
	write(f, "lab")
	do(f, "tab")
	write(f, `pass show "imagine key"`)
	got := do(f, "enter")
	if want := (AddSubmitMsg{Name: "lab", Keep: KeepCommand, Address: "https://api.vyro.ai/v2", Command: []string{"pass", "show", "imagine key"}}); !reflect.DeepEqual(got, want) {
		t.Fatalf("hands in %+v", got)
	}
	f.SetError("")
	do(f, "shift+tab shift+tab left tab tab")
	write(f, "LAB_KEY")
	got = do(f, "enter")
	if want := (AddSubmitMsg{Name: "lab", Keep: KeepEnv, Address: "https://api.vyro.ai/v2", Env: "LAB_KEY"}); !reflect.DeepEqual(got, want) {
		t.Fatalf("hands in %+v", got)
	}
}

func TestFormSaysWhatIsMissing(t *testing.T) {
	tests := []struct {
		fill func(f *AddForm)
		want string
		at   item
	}{
		{func(*AddForm) {}, "Name the key", nameItem},
		{func(f *AddForm) { do(f, "tab"); write(f, "work") }, "Paste the key", secretItem},
		{func(f *AddForm) { do(f, "left left tab"); write(f, "work") }, "Enter the command", secretItem},
		{func(f *AddForm) { do(f, "left left tab"); write(f, "work"); do(f, "tab"); write(f, `"open`) }, "never closed", secretItem},
		{func(f *AddForm) { do(f, "right right tab"); write(f, "work") }, "Enter the name of the environment variable", secretItem},
		{func(f *AddForm) { do(f, "tab"); write(f, "work"); f.SetSecret(canary); do(f, "up up ctrl+u") }, "Enter the address", addressItem},
		{func(f *AddForm) { do(f, "tab"); write(f, canary) }, "Name the key after", nameItem}, // it went to the secret
		{func(f *AddForm) { f.SetKeep(KeepEnv); do(f, "tab"); write(f, canary) }, "Name the key after", nameItem},
	}
	for _, tt := range tests {
		f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
		tt.fill(f)
		if got := do(f, "enter"); got != nil {
			t.Errorf("%s: hands in %v", tt.want, got)
		}
		if got := plain(f.View(80, 24)); !strings.Contains(got, tt.want) || f.item != tt.at || strings.Contains(got, "CANARY") {
			t.Errorf("field %d, want %d:\n%s", f.item, tt.at, got)
		}
	}
}

// A key that is typed where everything is shown goes on where it cannot be seen.
func TestFormHidesATypedKey(t *testing.T) {
	f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(f, "tab")
	write(f, "lab ")
	for _, letter := range canary {
		write(f, string(letter))
		if got := plain(f.View(80, 24)); strings.Contains(got, canary[:len("vk-test-")+3]) {
			t.Fatalf("it stands there:\n%s", got)
		}
	}
	if f.item != secretItem || f.name.Value() != "lab" || f.secret.Len() != len(canary) {
		t.Errorf("field %d, name %q, a secret of %d letters", f.item, f.name.Value(), f.secret.Len())
	}
	for _, elsewhere := range []string{KeepEnv, KeepCommand} {
		f = NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
		f.SetKeep(elsewhere)
		do(f, "tab tab")
		write(f, canary)
		if got := plain(f.View(80, 24)); strings.Contains(got, canary[:len("vk-test-")+3]) {
			t.Errorf("it stands there:\n%s", got)
		}
	}
}

// Where there is no keyring the form offers the next best way before anybody
// asked, but leaves what a person chose.
func TestFormKnowsAMissingKeyring(t *testing.T) {
	f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	f.SetNoKeyring()
	if got := plain(f.View(80, 24)); !strings.Contains(got, "◉ private file (0600)") || !strings.Contains(got, "○ system keyring (none here)") {
		t.Errorf("offered:\n%s", got)
	}
	f = NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(f, "left right")
	f.SetNoKeyring()
	if got := plain(f.View(80, 24)); !strings.Contains(got, "◉ system keyring (none here)") {
		t.Errorf("what was chosen is gone:\n%s", got)
	}
	f = NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(f, "left")
	f.SetNoKeyring()
	if keeps[f.keep].kind != KeepSession {
		t.Errorf("kept in %s", keeps[f.keep].kind)
	}
}

// A key that could not be kept where that was asked for is still in the form, and
// the next enter keeps it elsewhere.
func TestFormLosesNoKey(t *testing.T) {
	f := filled()
	do(f, "enter")
	f.Elsewhere("The system keyring does not answer.")
	got := strings.Join(strings.Fields(strings.ReplaceAll(plain(f.View(80, 24)), "┃", " ")), " ")
	if !strings.Contains(got, "does not answer. The key is not lost: enter keeps it in the private file") || !strings.Contains(got, "◉ private file") || f.Cursor() == nil {
		t.Errorf("asked:\n%s", plain(f.View(80, 24)))
	}
	msg, ok := do(f, "enter").(AddSubmitMsg)
	if !ok || msg.Keep != KeepFile || msg.Name != "personal" || msg.Secret.Take() != canary {
		t.Errorf("hands in %+v", msg)
	}
}

// Every way to keep a secret is explained while it is chosen.
func TestFormExplainsWaysToKeep(t *testing.T) {
	f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	for _, k := range keeps {
		if got := plain(f.View(80, 24)); !strings.Contains(got, "◉ "+k.words) || !strings.Contains(got, k.meaning) || !strings.Contains(got, "← → choose") {
			t.Errorf("%s is not explained:\n%s", k.kind, got)
		}
		do(f, "right")
	}
}

func TestFormNeverShowsTheSecret(t *testing.T) {
	typed := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(typed, "tab tab")
	write(typed, canary)
	elsewhere := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(elsewhere, "tab")
	elsewhere.Update(tea.PasteMsg{Content: canary}) // into the name
	address := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(address, "up")
	address.Update(tea.PasteMsg{Content: canary})
	variable := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(variable, "right right tab tab")
	variable.Update(tea.PasteMsg{Content: canary})
	for name, f := range map[string]*AddForm{"pasted": filled(), "typed": typed, "into the name": elsewhere, "into the address": address, "into the variable": variable} {
		msg := do(f, "enter")
		for w := 10; w < 90; w += 7 {
			for range int(itemCount) {
				if got := plain(f.View(w, 24)); strings.Contains(got, "CANARY") || strings.Contains(got, "vk-") {
					t.Fatalf("%s: the view shows it:\n%s", name, got)
				}
				do(f, "tab")
			}
		}
		for _, v := range []any{f, *f, msg, &msg, f.secret} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				if got := fmt.Sprintf(verb, v); strings.Contains(got, "CANARY") || strings.Contains(strings.ToLower(got), "43414e415259") {
					t.Fatalf("%s: %s of %T shows it: %s", name, verb, v, got)
				}
			}
		}
	}
	if elsewhere.secret.Take() != canary || address.secret.Take() != canary {
		t.Fatal("a key pasted into another field is put into Secret")
	}
}

func TestTypedSecretIsReplacedNotEdited(t *testing.T) {
	f := filled()
	write(f, "vk-short")
	if got := plain(f.View(80, 24)); !strings.Contains(got, "typed, 8 characters") || strings.Contains(got, "ends") {
		t.Fatalf("the end of a short secret says too much:\n%s", got)
	}
	do(f, "backspace")
	if f.secret.Len() != 0 {
		t.Fatal("backspace clears what cannot be seen")
	}
	f.Update(tea.PasteMsg{Content: strings.Repeat("x", 3*maxSecret)})
	if f.secret.Len() != maxSecret {
		t.Fatalf("%d bytes taken", f.secret.Len())
	}
	if do(f, "ctrl+o") != (ConsoleMsg{}) {
		t.Fatal("ctrl+o opens the console")
	}
	if do(f, "ctrl+v") != (text.PasteRequestMsg{}) {
		t.Fatal("ctrl+v asks for the clipboard")
	}
}

func TestRename(t *testing.T) {
	f := NewRenameForm(theme.New(true), "work")
	if got := do(f, "enter"); got != (RenameCancelMsg{}) {
		t.Fatalf("the same name says %v", got)
	}
	write(f, "team")
	if got := do(f, "enter"); got != (RenameSubmitMsg{"work", "team"}) {
		t.Fatalf("says %v", got)
	}
	do(f, "ctrl+u")
	if got := do(f, "enter"); got != nil || !strings.Contains(plain(f.View(60, 10)), "Enter a name") {
		t.Fatalf("no name says %v", got)
	}
	f.Update(tea.PasteMsg{Content: canary})
	write(f, canary)
	if got := do(f, "enter"); got != nil || strings.Contains(plain(f.View(60, 10)), "CANARY") {
		t.Fatalf("a key as a name says %v:\n%s", got, plain(f.View(60, 10)))
	}
	f.SetError("there is a key called team already")
	if !strings.Contains(plain(f.View(60, 10)), "already") {
		t.Fatal("the error is not shown")
	}
	if got := do(f, "esc"); got != (RenameCancelMsg{}) {
		t.Fatalf("esc says %v", got)
	}
}
