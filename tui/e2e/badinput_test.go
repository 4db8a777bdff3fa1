package e2e

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// badInput is what people and scripts get wrong, and what is odd but right.
var badInput = []struct {
	name   string
	args   []string
	status int
	words  []string // on standard error
}{
	{"unknown command", []string{"generat", "a boat"}, 2, []string{`unknown command "generat", did you mean generate?`}},
	{"unknown flag", []string{"generate", "--colour", "a boat"}, 2, []string{"unknown flag: --colour", "imagine-tui generate --help"}},
	{"two prompts", []string{"generate", "a", "boat"}, 2, []string{"write it as"}},
	{"no prompt", []string{"generate"}, 2, []string{"write a prompt first"}},
	{"empty prompt", []string{"generate", ""}, 2, []string{"write a prompt first"}},
	{"blank prompt", []string{"generate", " \t\n "}, 2, []string{"write a prompt first"}},
	{"prompt of controls", []string{"generate", "\x1b[2J\x07"}, 2, []string{"write a prompt first"}},
	{"template", []string{"generate", "a {red|blue boat"}, 2, []string{`3`, `"{"`}},
	{"unknown style", []string{"generate", "a boat", "-s", "anmie"}, 1, []string{`anmie`, "Did you mean anime?", "the service decides", "code 1100"}},
	{"no style's name", []string{"generate", "a boat", "-s", "an\x1bmie"}, 2, []string{"style"}},
	{"style of nothing", []string{"generate", "a boat", "-s", ""}, 2, []string{"--style"}},
	{"unknown ratio", []string{"generate", "a boat", "-a", "2:1"}, 2, []string{"2:1", "16:9"}},
	{"seed 0", []string{"generate", "a boat", "--seed", "0"}, 2, []string{"--seed", "1"}},
	{"seed too large", []string{"generate", "a boat", "--seed", "2147483648"}, 2, []string{"--seed", "2147483647"}},
	{"seed of words", []string{"generate", "a boat", "--seed", "lucky"}, 2, []string{"--seed", "lucky"}},
	{"seeds backwards", []string{"generate", "a boat", "--seed", "9-1"}, 2, []string{"--seed"}},
	{"too many", []string{"generate", "a boat", "--seed", "1-20000"}, 2, []string{"more than 10000"}},
	{"too many of several", []string{"generate", "a {1|2|3} boat", "--seed", "1-9000"}, 2, []string{"27000"}},
	{"unknown operation", []string{"generate", "a boat", "--op", "text-to-music"}, 2, []string{"text-to-music", "text-to-image"}},
	{"style for an operation without", []string{"generate", "a boat", "--op", "text-to-png", "-s", "anime"}, 2, []string{"style"}},
	{"requests in flight", []string{"generate", "a boat", "-j", "-1"}, 2, []string{"-j -1"}},
	{"no such file of prompts", []string{"generate", "--from", "nosuch.txt"}, 2, []string{"nosuch.txt", "no such file"}},
	{"empty alternative", []string{"generate", "{|a}"}, 2, []string{"Column 2", "empty alternative"}},
	{"marks of a template", []string{"generate", "a {b|c} $$ %{d}"}, 2, []string{"Column 9", `"$$"`}},
	{"no such list", []string{"generate", "a boat at __tme__"}, 2, []string{`Column 11: No wildcard list "tme". Did you mean __time__?`}},
	{"folder of prompts", []string{"generate", "--from", "."}, 2, []string{"cannot be read"}},
	{"unknown key", []string{"generate", "a boat", "-k", "nosuch"}, 2, []string{"nosuch"}},
	{"config that is not there", []string{"generate", "a boat", "--config", "/nosuch/c.toml"}, 2, []string{"/nosuch/c.toml", "no such file"}},
	{"log level", []string{"history", "--log-level", "loud"}, 2, []string{"--log-level loud"}},
	{"filter nobody knows", []string{"history", "colour:red"}, 2, []string{"colour:red"}},
	{"negative limit", []string{"history", "-n", "-1"}, 2, []string{"-n -1"}},
	{"show nothing", []string{"show"}, 2, []string{"write it as"}},
	{"show what is not there", []string{"show", "nosuch.jpg"}, 1, []string{"nosuch.jpg", "no such file"}},
	{"show a folder", []string{"show", "."}, 1, []string{"not a file"}},
	{"size of show", []string{"show", "--size", "big", "x.jpg"}, 2, []string{"--size"}},
	{"protocol of show", []string{"show", "--protocol", "hologram", "x.jpg"}, 2, []string{"--protocol"}},
	{"key name", []string{"keys", "add", "a/b"}, 2, []string{"name"}},
	{"reserved key name", []string{"keys", "add", "sandbox"}, 2, []string{"sandbox"}},
	{"use of an unknown key", []string{"keys", "use", "nosuch"}, 2, []string{"nosuch"}},
	{"removal of an unknown key", []string{"keys", "remove", "nosuch"}, 2, []string{"nosuch"}},
	{"keys command", []string{"keys", "delete", "work"}, 2, []string{`unknown command "delete"`}},
	{"studio without a terminal", nil, 2, []string{"needs a terminal"}},
	{"very long prompt", []string{"generate", strings.Repeat("lighthouse ", 9_091), "--seed", "1", "-o", "long"}, 0, []string{"1 saved"}},
	{"newline, emoji, right to left", []string{"generate", "a\nboat ⛵👩‍🚀 שלום \u202egnp.exe", "--seed", "1", "-o", "odd"}, 0, []string{"1 saved"}},
	{"a name for a file", []string{"generate", "../../etc/x", "--seed", "1", "-o", "names"}, 0, []string{"1 saved"}},
	{"a name nobody may use", []string{"generate", "CON", "--seed", "1", "-o", "names"}, 0, []string{"1 saved"}},
	{"leading dash", []string{"generate", "--seed", "1", "-o", "names", "--", "-rf ."}, 0, []string{"1 saved"}},
}

// Whatever is asked, the answer is a sentence and an exit status.
func TestBadInput(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	for _, c := range badInput {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := h.run(c.args...).want(t, c.status, c.words...)
			if strings.ContainsAny(r.stderr, "\x1b\x07\u202e") {
				t.Errorf("control characters came back: %q", r.stderr)
			}
			if c.status == 2 && r.stdout != "" {
				t.Errorf("data on standard output: %q", r.stdout)
			}
		})
	}
}

func TestBadConfig(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		words      []string
	}{
		{"syntax", "[library]\nfolder = ~/x\n", []string{"config.toml, line 2:"}},
		{"unknown setting", "[library]\n\nfoldre = \"x\"\n", []string{"config.toml, line 3:", `"library.foldre"`}},
		{"wrong type", "[budget]\nconfirm_above = \"50\"\n", []string{"config.toml, line 2:", "budget.confirm_above", "a whole number"}},
		{"literal key", "[[key]]\nname = \"work\"\nsource = \"vk-test-CANARY1234567890\"\n", []string{"config.toml", "3", "keys add"}},
		{"not text", "\x00\x01\xff", []string{"config.toml"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure(c.text)
			for _, command := range [][]string{{"generate", "a boat"}, {"keys"}, {"history"}, {"recover"}} {
				r := h.run(command...).want(t, 2, c.words...)
				if strings.Contains(r.stderr, "CANARY") {
					t.Error("the key is shown")
				}
			}
			if text, err := os.ReadFile(h.configPath()); err != nil || string(text) != c.text {
				t.Error("the config was changed")
			}
			if r := h.run("doctor"); r.status != 1 || !strings.Contains(r.stdout, "WRONG config") {
				t.Errorf("doctor: %d, %s", r.status, r.stdout)
			}
		})
	}
}

func TestConfigPlaces(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.write(h.path("mine.toml"), "\ufeff[library]\nfolder = \""+h.path("mine")+"\"\n")
	h.write(h.path("other.toml"), "[library]\nfolder = \""+h.path("other")+"\"\n")
	h.set("IMAGINE_CONFIG", h.path("mine.toml"))
	h.run("generate", "a boat", "--seed", "1").want(t, 0, h.path("mine"))
	h.run("generate", "a boat", "--seed", "1", "--config", h.path("other.toml")).want(t, 0, h.path("other"))
	if os.Getuid() == 0 {
		t.Log("running as root: files nobody may read are not tried")
		return
	}
	if err := os.Chmod(h.path("mine.toml"), 0); err != nil {
		t.Fatal(err)
	}
	h.run("generate", "a boat").want(t, 2, "mine.toml", "permission denied")
}

func TestFoldersThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.write(h.path("file"), "in the way")
	r := h.run("generate", "a boat", "--seed", "1", "-o", h.path("file", "pictures"), "--json").want(t, 1, "file", "nothing was sent")
	all := r.events(t)
	if len(only(all, "saved")) != 0 {
		t.Errorf("saved into a file: %s", r.stdout)
	}
	if list := h.run("recover", "--json", "-o", h.path("rescued")).want(t, 0).events(t); len(list) != 0 {
		t.Errorf("recover: %+v", list)
	}
	h.write(h.path("nostate", "imagine-tui"), "in the way")
	h.set("XDG_STATE_HOME", h.path("nostate"))
	r = h.run("generate", "a boat", "--seed", "2", "--json", "-o", h.path("fine")).want(t, 1)
	if failed := only(r.events(t), "failed"); len(failed) != 1 || len(h.files(h.path("fine"))) > 0 {
		t.Errorf("sent without a journal: %s", r.stdout)
	}
}

func TestUnreachableServer(t *testing.T) {
	t.Parallel()
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil { // now nobody listens there
		t.Fatal(err)
	}
	h := newHome(t)
	h.set("A_KEY", "vk-test-nobody-there")
	h.configure(fmt.Sprintf("[[key]]\nname = \"gone\"\nsource = \"env:A_KEY\"\nbase_url = \"http://%s/v2\"\n[[key]]\nname = \"unset\"\nsource = \"env:NO_SUCH_KEY\"\nbase_url = \"http://%s/v2\"\n", address, address))
	r := h.run("generate", "a boat", "--seed", "1-2", "-k", "gone", "--json").want(t, 1, "Cannot reach "+address, "Nothing was sent.")
	for _, e := range only(r.events(t), "failed") {
		if e.Error == nil || e.Error.Status != nil || e.Error.Name != "Unreachable" {
			t.Errorf("%s", r.stdout)
		}
	}
	h.run("keys", "check", "gone").want(t, 1, "Cannot reach "+address)
	h.run("generate", "a boat", "-k", "unset").want(t, 1, "NO_SUCH_KEY")
	if r := h.run("doctor"); r.status != 1 || !strings.Contains(r.stdout, "cannot reach "+address) || !strings.Contains(r.stdout, "NO_SUCH_KEY") {
		t.Errorf("doctor: %s", r.stdout)
	}
}

func TestBudget(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	base := h.serve()
	h.set("PAID_KEY", "vk-test-paid")
	h.configure("[budget]\nconfirm_above = 9\n[[key]]\nname = \"paid\"\nsource = \"env:PAID_KEY\"\nbase_url = \"" + base + "\"\n")
	out := func(n string) []string { return []string{"-k", "paid", "-o", h.path(n)} }
	generate := func(args ...string) []string { return append([]string{"generate", "a boat", "--seed", "1-2"}, args...) }

	h.run(generate(append(out("a"), "-s", "anime")...)...).want(t, 2, "10 tokens is above your limit of 9", "(limit 9: [budget] confirm_above in "+h.configPath()+")", "Nothing was sent", "--yes")
	h.run(generate(append(out("a"), "-s", "sdxl-1.0")...)...).want(t, 2, "2 pictures to send, price unknown for sdxl-1.0")
	if files := h.files(h.path("a")); len(files) > 0 {
		t.Errorf("sent without a yes: %q", files)
	}
	h.run(generate(append(out("a"), "-s", "anime", "--dry-run")...)...).want(t, 2, "10 tokens is above your limit of 9", "--yes")
	h.run(generate(append(out("a"), "-s", "anime", "--dry-run", "--yes")...)...).want(t, 0, "10 tokens")
	h.run(generate(append(out("a"), "-s", "anime", "--yes")...)...).want(t, 0, "2 saved", "10 tokens")
	h.run(generate(append(out("a"), "-s", "anime")...)...).want(t, 0, "2 saved already", "0 tokens")
	h.run(generate("-s", "anime", "-k", "sandbox", "-o", h.path("b"))...).want(t, 0, "free on sandbox")

	s := h.open(100, 20, generate(append(out("c"), "-s", "anime")...)...)
	s.waitText("10 tokens is above your limit of 9, with key paid (limit 9: [budget] confirm_above in ", "Type 10 and press enter to send:")
	s.send("y\n")
	s.waitText("nothing was sent")
	if status := s.wait(); status != 2 {
		t.Errorf("exit status %d after a wrong answer", status)
	}
	s = h.open(100, 20, generate(append(out("c"), "-s", "anime")...)...)
	s.waitText("Type 10")
	s.send("10\n")
	if status := s.wait(); status != 0 {
		t.Errorf("exit status %d after the right answer:\n%s", status, s.screen())
	}
	if found, _ := filepath.Glob(h.path("c", "*", "*.jpg")); len(found) != 2 {
		t.Errorf("%q", found)
	}
	s = h.open(100, 20, generate(append(out("d"), "-s", "anime")...)...)
	s.waitText("Type 10")
	s.press("ctrl+c")
	if status := s.wait(); status != 130 {
		t.Errorf("exit status %d after ctrl+c", status)
	}
}
