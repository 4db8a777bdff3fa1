package accounts

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"

	"imagine-tui/api/clean"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// askCopySecret asks before a secret goes to the clipboard.
func (f *Flow) askCopySecret(name string) tea.Cmd {
	how := "over the terminal (OSC 52)"
	if !clipboard.Unsupported {
		how = "to this computer's clipboard"
	}
	answers := flow.Answers{Choice: func(int) tea.Cmd { return f.copySecret(name) }}
	return f.host.Open(dialog.NewChoice(f.o.Styles, "Copy the secret of key "+clean.Line(name)+"?",
		[]string{"Copy it " + how}, "Do not copy it"), answers)
}

// copySecret puts a secret on the clipboard: the computer's own, else the
// terminal's. It is in no message, but for the one to the terminal.
func (f *Flow) copySecret(name string) tea.Cmd {
	ctx, store := f.o.Context, f.o.Store
	return func() tea.Msg {
		secret, err := store.Secret(ctx, name)
		if err != nil {
			return flow.OutcomeMsg{Err: err}
		}
		if !clipboard.Unsupported && secret.Copy(clipboard.WriteAll) == nil {
			return flow.OutcomeMsg{Text: "Copied the secret of " + clean.Line(name) + " to this computer's clipboard. Clear it when done."}
		}
		var send tea.Cmd
		if err := secret.Copy(func(s string) error { send = tea.SetClipboard(s); return nil }); err != nil {
			return flow.OutcomeMsg{Err: err}
		}
		told := flow.OutcomeMsg{Text: "Sent the secret of " + clean.Line(name) + " to the terminal's clipboard (OSC 52). Clear it when done."}
		return tea.BatchMsg{send, func() tea.Msg { return told }}
	}
}

// Leaked says what to do about a key that others may know, "" for any. Nothing
// here can make a key useless: that is done at the vendor's.
func (f *Flow) Leaked(name string) tea.Cmd {
	subject := "A key"
	if name != "" {
		subject = "Key " + clean.Line(name)
	}
	return f.host.Open(dialog.NewInfo(f.o.Styles, subject+" may have leaked", strings.Join([]string{
		"Whoever has it can spend its tokens. The API cannot revoke a key, so:", "",
		f.host.WithKeys("1  Make a new key at the vendor's console ({key.console} opens it) and add it here with {key.add}."),
		"2  Tell the vendor's support which key leaked, by its last letters: they can revoke it.",
		"3  Check the console's usage page for calls you did not make.",
		f.host.WithKeys("4  Remove the old one here with {key.remove}. Its pictures stay."),
		"5  Delete it where it leaked: shell history, scripts, a repository, a chat.", "",
		"No picture, recipe, log or report of this program contains the key.",
	}, "\n")), flow.Answers{})
}
