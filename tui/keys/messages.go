package keys

import "imagine-tui/tui/widget/secret"

// Row is a key in the list. It never holds the secret.
type Row struct {
	Name      string
	Tail      string // "…9f2a", "" when there is nothing to show
	Source    string // where the secret lives: "keyring", "file", "env", "command", "offline"
	Health    string // "ok", "refused", "expired", "no tokens", or "" when never used
	HealthBad bool   // the health keeps the key from working
	Note      string // beside the health: "2 min ago", "top up, then r"
	InUse     bool
	Free      bool   // painted on this computer: it has no secret and costs nothing
	Saved     bool   // added in the program: can be renamed and removed
	Spent     string // "208 tokens today", "free", or ""
}

// UseMsg asks to use a key from now on.
type UseMsg struct{ Name string }

// AddMsg asks for the form that adds a key.
type AddMsg struct{}

// RenameMsg asks for the form that gives a key another name.
type RenameMsg struct{ Name string }

// RemoveMsg asks to remove a key, after a question.
type RemoveMsg struct{ Name string }

// CheckMsg asks to find out whether a key works, without spending.
type CheckMsg struct{ Name string }

// ReleaseMsg asks to let the held runs of a key go on.
type ReleaseMsg struct{ Name string }

// CopyNameMsg asks to copy a key's name.
type CopyNameMsg struct{ Name string }

// CopySecretMsg asks to copy a key's secret, after a question.
type CopySecretMsg struct{ Name string }

// LeakedMsg asks what to do about a key that others may know.
type LeakedMsg struct{ Name string }

// ConsoleMsg asks to open the vendor's page where keys are made.
type ConsoleMsg struct{}

// Where a new key's secret is kept. The values are those of the key store.
const (
	KeepKeyring = "keyring"
	KeepFile    = "file"
	KeepEnv     = "env"
	KeepCommand = "command"
	KeepSession = "session"
)

// AddSubmitMsg is what the form to add a key was filled with. Secret is empty
// when the secret is read from a variable (Env) or printed by a helper
// (Command) whenever it is needed.
type AddSubmitMsg struct {
	Name    string
	Secret  secret.Text
	Keep    string
	Address string // base URL of the API
	Env     string
	Command []string
}

// AddCancelMsg says that the form to add a key was thrown away.
type AddCancelMsg struct{}

// RenameSubmitMsg is what the form to rename a key was filled with.
type RenameSubmitMsg struct{ Old, New string }

// RenameCancelMsg says that the form to rename a key was thrown away.
type RenameCancelMsg struct{}
