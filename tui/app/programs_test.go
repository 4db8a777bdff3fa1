package app

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imagine-tui/tui/app/trust"
)

// What a project runs is run only as long as the person trusts what its file says, and
// what it runs.
func TestProgramsOfAProjectNeedTrust(t *testing.T) {
	t.Parallel()
	own := "[hooks]\nsaved = [\"mine\"]\npicked = [\"mine\"]\n"
	p := within(t, own, "[hooks]\nsaved = [\"./tools/post.sh\", \"a b\"]\nbatch_done = [\"echo\"]\n")
	u := &Setup{Places: p, Graphics: []string{"auto"}}
	read := func() Settings {
		t.Helper()
		s, err := u.Settings()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	answered := func(a trust.Answer, saved string) Settings {
		t.Helper()
		s := read()
		if s.Project.Trust != a || len(s.Hooks.Saved) == 0 || s.Hooks.Saved[0] != saved || s.Hooks.Picked[0] != "mine" {
			t.Errorf("trusted %v: %+v", s.Project.Trust, s.Hooks)
		}
		return s
	}
	post := filepath.Join(p.Project.Root(), "tools", "post.sh")
	s := answered(trust.Unasked, "mine")
	if len(s.Project.Programs) != 2 || s.Project.Programs[0].Words() != "saved: "+post+` "a b"` || len(s.Hooks.BatchDone) > 0 {
		t.Errorf("%+v", s.Project.Programs)
	}
	say := func(a trust.Answer) {
		t.Helper()
		if err := u.Trust(read().Project, a); err != nil {
			t.Fatal(err)
		}
	}
	say(trust.Refused)
	answered(trust.Refused, "mine")
	say(trust.Given)
	if s = answered(trust.Given, post); !slices.Equal(s.Hooks.BatchDone, []string{"echo"}) {
		t.Errorf("%+v", s.Hooks)
	}
	// The program comes, and changes; then the file does.
	write(t, p.Project.File, "[hooks]\nsaved = [\"./post.sh\"]\n")
	answered(trust.Unasked, "mine")
	say(trust.Given)
	post = filepath.Join(p.Project.Root(), "post.sh")
	answered(trust.Given, post)
	write(t, post, "echo")
	answered(trust.Unasked, "mine")
	say(trust.Given)
	write(t, post, "rm")
	answered(trust.Unasked, "mine")
	say(trust.Given)
	answered(trust.Given, post)
	write(t, p.Project.File, "[hooks]\nsaved = [\"./post.sh\"] # more\n")
	answered(trust.Unasked, "mine")
	// Commands as well; one takes the place of that of the same name.
	write(t, p.Config, own+"[[command]]\nname = \"Mine\"\nrun = [\"mine\"]\n[[command]]\nname = \"Post\"\nrun = [\"mine\"]\n")
	write(t, p.Project.File, "[hooks]\nsaved = [\"./post.sh\"]\n[[command]]\nname = \"Post\"\nrun = [\"./post.sh\", \"{path}\"]\n")
	if s = answered(trust.Unasked, "mine"); len(s.Commands) != 2 || s.Commands[1].Run[0] != "mine" || s.Project.Programs[1].Words() != "Post: "+post+" {path}" {
		t.Errorf("%+v, %+v", s.Commands, s.Project.Programs)
	}
	say(trust.Given)
	if s = answered(trust.Given, post); len(s.Commands) != 2 || s.Commands[0].Name != "Mine" || s.Commands[1].Run[0] != post {
		t.Errorf("%+v", s.Commands)
	}
	write(t, p.Project.File, "[[command]]\nname = \"Post\"\n")
	if _, err := u.Settings(); err == nil || !strings.Contains(err.Error(), "command: ") {
		t.Errorf("%v", err)
	}
	write(t, p.Project.File, "[hooks]\nsaved = [\"\"]\n")
	if _, err := u.Settings(); err == nil || !strings.Contains(err.Error(), "line 2: hooks: saved: the first word is the program") {
		t.Errorf("%v", err)
	}
}
