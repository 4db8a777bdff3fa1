package cli

import (
	"context"
	"errors"
	"os"
	"testing"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

// panicState makes the test binary a studio that panics, whose state folder it
// names; see TestCase14.
const panicState = "IMAGINE_TEST_PANIC_STATE"

// TestMain fails if anything of the program is still at work at the end.
func TestMain(m *testing.M) {
	if dir := os.Getenv(panicState); dir != "" {
		os.Exit(panicking(dir))
	}
	goleak.VerifyTestMain(m)
}

// panicking runs a screen that panics at a key, guarded as the studio is.
func panicking(dir string) int {
	app.Harden()
	p := newProgram(console.Standard(), app.CaptureEnvironment())
	p.setup.Places.StateDir = dir
	return p.guarded(func() int {
		err := p.guardScreen(func() error {
			_, err := tea.NewProgram(brittle{}, tea.WithContext(context.Background())).Run()
			return err
		})
		status, _ := exit.Of(err)
		return status
	})
}

// brittle is a screen that panics with an error that quotes a key: at u in its
// update, at v in its view, at c in a command.
type brittle struct{ inView bool }

var errBrittle = errors.New("refused " + "vk-test-CANARY-0123456789abcdef")

func (b brittle) Init() tea.Cmd { return nil }

func (b brittle) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return b, nil
	}
	switch press.String() {
	case "u":
		panic(errBrittle)
	case "v":
		return brittle{inView: true}, nil
	case "c":
		return b, func() tea.Msg { panic(errBrittle) }
	}
	return b, nil
}

func (b brittle) View() tea.View {
	if b.inView {
		panic(errBrittle)
	}
	v := tea.NewView("ready")
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	return v
}
