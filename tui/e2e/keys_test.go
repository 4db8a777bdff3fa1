package e2e

import (
	"os"
	"strings"
	"testing"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	base := h.serve()
	h.runWith("vk-test-one-CANARY1111\n", "keys", "add", "one", "--keep", "file", "--base-url", base, "--check").
		want(t, 0, "Key one …1111 is saved, kept in a private file", "Key one …1111 works. Nothing was charged.")
	h.runWith("vk-test-expired\n", "keys", "add", "two", "--keep", "file", "--base-url", base).want(t, 0)
	h.set("THREE_KEY", "vk-test-three-CANARY3333")
	h.run("keys", "add", "three", "--keep", "env:THREE_KEY", "--base-url", base).want(t, 0, "read from THREE_KEY")
	h.set("IMAGINE_API_KEY", "vk-test-env-CANARY4444")

	r := h.run("keys").want(t, 0)
	for _, want := range []string{"* sandbox", "offline, free", "  one", "file", "three", "env:THREE_KEY", "  env"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%q is not in the list:\n%s", want, r.stdout)
		}
	}
	h.run("keys", "use", "one").want(t, 0)
	if r = h.run("keys", "list").want(t, 0); !strings.Contains(r.stdout, "* one") {
		t.Errorf("not in use:\n%s", r.stdout)
	}
	r = h.run("generate", "a boat", "--seed", "1", "--json").want(t, 0)
	if saved := only(r.events(t), "saved"); len(saved) != 1 || saved[0].Key != "one" {
		t.Errorf("made with another key: %s", r.stdout)
	}
	h.run("keys", "rename", "one", "uno").want(t, 0)
	h.run("generate", "a boat", "--seed", "2").want(t, 0)
	h.run("keys", "check", "two").want(t, 3, "expired")
	if r = h.run("keys").want(t, 0); !strings.Contains(r.stdout, "expired") {
		t.Errorf("what the check said is forgotten:\n%s", r.stdout)
	}
	h.run("keys", "check", "three").want(t, 0, "works")
	h.run("keys", "check", "sandbox").want(t, 0)
	h.run("keys", "rename", "two", "uno").want(t, 2, "uno")
	h.run("keys", "remove", "uno").want(t, 0, "Its pictures stay")
	h.run("generate", "a boat", "--seed", "3", "-k", "uno").want(t, 2, "uno")
	h.run("generate", "a boat", "--seed", "3").want(t, 0, "free on sandbox") // not with any other key
	for _, path := range h.files(h.root) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "CANARY") {
			t.Errorf("a removed or foreign key is in %s", path)
		}
	}
}

func TestKeyIsNeverAnArgument(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	for _, args := range [][]string{
		{"keys", "add", "vk-test-CANARY123456"},
		{"keys", "add", "work", "vk-test-CANARY123456"},
		{"keys", "check", "vk-test-CANARY123456"},
		{"vk-test-CANARY123456"},
		{"generate", "a boat", "-k", "vk-test-CANARY123456"},
		{"generate", "a boat", "--seed", "vk-test-CANARY123456"},
		{"generate", "a boat", "--style", "vk-test-CANARY123456"},
		{"generate", "a boat", "--api-key=vk-test-CANARY123456"},
		{"generate", "draw vk-test-CANARY123456"},
		{"history", "style:x", "colour:vk-test-CANARY123456"},
		{"show", "vk-test-CANARY123456.jpg"},
	} {
		r := h.run(args...)
		if r.status == 0 || strings.Contains(r.stdout+r.stderr, "CANARY") {
			t.Errorf("%q: status %d, %q", args, r.status, r.stderr)
		}
	}
}

func TestAddKeyOnATerminal(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.open(100, 24, "keys", "add", "work")
	// There is no keyring here, which is said before the key is asked for, and a
	// file is never used without a yes.
	s.waitText("keyring", "Keep the key in a private file (0600) instead? Type yes and enter:")
	s.send("yes\n")
	s.waitText("Paste the key for work and press enter (nothing is shown):")
	s.send("vk-test-typed-CANARY9999\n")
	s.waitText("Key work …9999 is saved, kept in a private file")
	if status := s.wait(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	if strings.Contains(string(s.bytes()), "CANARY") {
		t.Error("the key was shown")
	}
	info, err := os.Stat(h.path("config", "imagine-tui", "keys.toml"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}

	s = h.open(100, 24, "keys", "add", "other")
	s.waitText("Type yes and enter:")
	s.send("no\n")
	s.waitText("nothing was saved")
	if status := s.wait(); status == 0 {
		t.Error("exit status 0 though nothing was saved")
	}
	s = h.open(100, 24, "keys", "add", "other", "--keep", "file")
	s.waitText("Paste the key for other")
	s.send("vk-test-half-typed")
	s.press("ctrl+c")
	if status := s.wait(); status != 130 {
		t.Errorf("exit status %d after ctrl+c", status)
	}
	h.runWith("vk-test-CANARY7777777\n", "keys", "add", "piped").want(t, 1, "nothing was saved", "--keep file")
	h.runWith("\n", "keys", "add", "piped", "--keep", "file").want(t, 2, "empty")
	h.runWith("vk-test CANARY", "keys", "add", "piped", "--keep", "file").want(t, 2, "space")
	if r := h.run("keys").want(t, 0); strings.Contains(r.stdout, "other") || strings.Contains(r.stdout, "piped") {
		t.Errorf("saved all the same:\n%s", r.stdout)
	}
}

func TestKeysFileOthersCanRead(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	base := h.serve()
	h.runWith("vk-test-CANARY5555555555\n", "keys", "add", "work", "--keep", "file", "--base-url", base).want(t, 0)
	h.run("keys", "use", "work").want(t, 0)
	file := h.path("config", "imagine-tui", "keys.toml")
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	h.run("generate", "a boat", "--seed", "1").want(t, 2, "0644", "chmod 600 "+file)
	h.run("generate", "a boat", "--seed", "1", "-k", "sandbox").want(t, 0)
	if err := os.Chmod(file, 0o600); err != nil {
		t.Fatal(err)
	}
	h.run("generate", "a boat", "--seed", "1").want(t, 0)
}
