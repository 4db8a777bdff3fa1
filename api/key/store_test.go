package key

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func envConfig(name, variable string) Config {
	return Config{Name: name, Source: SourceConfig{Source{Kind: KindEnv, Name: variable}}}
}

func add(t *testing.T, s *Store, name string) {
	t.Helper()
	if err := s.Add(t.Context(), NewKey{Name: name, Secret: mustSecret(t, canary), Keep: KindFile}); err != nil {
		t.Fatal(err)
	}
}

func TestListOrder(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env = map[string]string{APIKeyVariable: canary, "LAB": "vk-test-lab-0123456789"}
	p.configured = []Config{envConfig("lab", "LAB"), {Name: "play", Source: SourceConfig{Source{Kind: KindSandbox}}, Parallel: 2}}
	s := p.open(t)
	add(t, s, "b saved")
	add(t, s, "a saved")
	if err := s.Add(t.Context(), NewKey{Name: "now", Secret: mustSecret(t, canary), Keep: KindSession}); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, k := range s.List() {
		lines = append(lines, fmt.Sprintf("%s|%s|%s|%s|%d|%t|%t", k.Name, k.Source, k.Tail, k.BaseURL, k.Parallel, k.Saved, k.BuiltIn))
	}
	want := `sandbox|sandbox|||4|false|true
lab|env:LAB|…6789|https://api.vyro.ai/v2|4|false|false
play|sandbox|||2|false|false
b saved|file|…wxyz|https://api.vyro.ai/v2|4|true|false
a saved|file|…wxyz|https://api.vyro.ai/v2|4|true|false
now|session|…wxyz|https://api.vyro.ai/v2|4|true|false
env|env:IMAGINE_API_KEY|…wxyz|https://api.vyro.ai/v2|4|false|false`
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, name := range []string{SandboxName, "play"} {
		if got, err := s.Secret(t.Context(), name); err != nil || value(t, got) != sandboxSecret {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if got, err := s.Secret(t.Context(), EnvName); err != nil || value(t, got) != canary {
		t.Errorf("%v, %v", got, err)
	}
	p.env[APIKeyVariable] = ""
	if _, ok := s.Get(EnvName); ok {
		t.Error("an empty variable is a key")
	}
	_, err := s.Secret(t.Context(), EnvName)
	refused(t, err, APIKeyVariable)
}

func TestCase07VariableNotSet(t *testing.T) {
	t.Parallel()
	for name, env := range map[string]map[string]string{"unset": {}, "empty": {"IMAGINE_WORK_KEY": ""}, "blank": {"IMAGINE_WORK_KEY": " \n"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.env = env
			p.env["LAB"] = canary
			p.configured = []Config{envConfig("work", "IMAGINE_WORK_KEY"), envConfig("lab", "LAB")}
			s := p.open(t)
			_, err := s.Secret(t.Context(), "work")
			refused(t, err, `"work"`, "IMAGINE_WORK_KEY", "not set")
			if _, err := s.Secret(t.Context(), "lab"); err != nil || len(s.Problems()) > 0 {
				t.Errorf("the other key: %v, %v", err, s.Problems())
			}
		})
	}
	p := newPlace(t)
	p.env["WORK"] = canary + " " + canary
	p.configured = []Config{envConfig("work", "WORK")}
	_, err := p.open(t).Secret(t.Context(), "work")
	refused(t, err, "variable WORK", "contains a space")
}

func TestInUse(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env[APIKeyVariable] = canary
	p.configured = []Config{envConfig("lab", "LAB")}
	s := p.open(t)
	add(t, s, "work")
	check := func(s *Store, flag, def, want string) {
		t.Helper()
		k, err := s.InUse(flag, def)
		if err != nil || k.Name != want {
			t.Errorf("--key %q, default %q: %q, %v; want %q", flag, def, k.Name, err, want)
		}
	}
	check(s, "", "", SandboxName) // env is there, but never chosen by itself
	check(s, "", "lab", "lab")
	check(s, "work", "lab", "work")
	check(s, EnvName, "", EnvName)
	for _, name := range []string{"work", EnvName} {
		if err := s.Use(name); err != nil {
			t.Fatal(err)
		}
		check(s, "", "lab", name)
		check(p.open(t), "", "lab", name)
		check(p.open(t), "lab", "", "lab")
	}
	_, err := s.InUse("werk", "")
	refused(t, err, `"werk"`, "sandbox, lab, work, env")
	if !errors.Is(err, ErrUnknown) || !errors.Is(s.Use("werk"), ErrUnknown) {
		t.Error(err)
	}
	_, err = s.InUse(canary, "")
	refused(t, err, "vk-…")
	// What was chosen is gone: no silent change to another key.
	delete(p.env, APIKeyVariable)
	_, err = p.open(t).InUse("", "lab")
	refused(t, err, "used last", APIKeyVariable, "keys use")
	if err := s.Use(SandboxName); err != nil {
		t.Fatal(err)
	}
	check(p.open(t), "", "lab", SandboxName)
	_, err = newPlace(t).open(t).InUse("", "lab")
	refused(t, err, "defaults.key", `"lab"`)
}

func TestRenameTakesEverythingAlong(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.configured = []Config{envConfig("lab", "LAB")}
	s := p.open(t)
	add(t, s, "work")
	add(t, s, "other")
	at := time.Date(2026, 11, 24, 14, 2, 0, 0, time.UTC)
	if err := errors.Join(s.Use("work"), s.SetState("work", State{Refused, at, "no"}), s.Rename("work", "Work 2")); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Store{s, p.open(t)} {
		k, err := s.InUse("", "")
		if err != nil || k.Name != "Work 2" || k.State != (State{Refused, at, "no"}) {
			t.Errorf("%+v, %v", k, err)
		}
		if got, err := s.Secret(t.Context(), "Work 2"); err != nil || value(t, got) != canary {
			t.Errorf("%v, %v", got, err)
		}
		if _, ok := s.Get("work"); ok {
			t.Error("the old name is still there")
		}
	}
	if err := s.Rename("Work 2", "WORK 2"); err != nil {
		t.Errorf("letters changed in size only: %v", err)
	}
	for _, tt := range []struct{ old, name, word string }{
		{"WORK 2", "other", "already"},
		{"WORK 2", "LAB", "already"},
		{"WORK 2", "env", "reserved"},
		{"WORK 2", "a/b", "can only contain"},
		{"WORK 2", canary, "looks like an API key"},
		{"lab", "x", "in the config"},
		{SandboxName, "x", "built in"},
		{"none", "x", "no key"},
	} {
		refused(t, s.Rename(tt.old, tt.name), tt.word)
	}
}

func TestRemove(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env[APIKeyVariable] = canary
	p.configured = []Config{envConfig("lab", "LAB")}
	s := p.open(t)
	add(t, s, "work")
	add(t, s, "other")
	if err := errors.Join(s.Use("work"), s.SetState("work", State{Health: Expired})); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(t.Context(), "work"); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(p.config, keysName))
	if err != nil || strings.Count(string(data), canary) != 1 {
		t.Errorf("%s, %v", data, err)
	}
	if k, err := p.open(t).InUse("", ""); err != nil || k.Name != SandboxName {
		t.Errorf("%+v, %v", k, err)
	}
	add(t, s, "work")
	if k, _ := s.Get("work"); k.State.Health != Unused {
		t.Errorf("a new key has the health of the old: %+v", k)
	}
	refused(t, s.Remove(t.Context(), "lab"), "in the config")
	refused(t, s.Remove(t.Context(), SandboxName), "built in")
	refused(t, s.Remove(t.Context(), EnvName), "unset")
	if err := s.Remove(t.Context(), "none"); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
}

func TestCase12HealthIsKept(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env[APIKeyVariable] = canary
	s := p.open(t)
	at := time.Date(2026, 11, 24, 14, 2, 3, 0, time.UTC)
	for _, h := range []Health{Unused, OK, Refused, Expired, NoTokens} {
		if err := s.SetState(EnvName, State{h, at, "\x1b[2J401 for " + canary + "\nline two" + strings.Repeat("x", 500)}); err != nil {
			t.Fatal(err)
		}
		k, _ := p.open(t).Get(EnvName)
		if k.State.Health != h || !k.State.At.Equal(at) || !strings.HasPrefix(k.State.Message, "401 for vk-… line two") || utf8.RuneCountInString(k.State.Message) > maxMessage {
			t.Errorf("%v: %+v", h, k.State)
		}
	}
	noCanaryFiles(t, p.config, p.state)
	// Another key in the same variable has not been refused.
	p.env[APIKeyVariable] = "vk-test-another-0123456789"
	if k, _ := p.open(t).Get(EnvName); k.State.Health != Unused {
		t.Errorf("%+v", k)
	}
	if err := s.SetState(SandboxName, State{Health: Refused}); err != nil {
		t.Error(err)
	}
	if k, _ := s.Get(SandboxName); k.State.Health != Unused {
		t.Errorf("%+v", k)
	}
	if err := errors.Join(s.SetState("none", State{}), s.SetState(EnvName, State{Health: 99})); err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("two mistakes: %v", err)
	}
}

func TestDamagedStateIsReportedAndReplaced(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if err := os.MkdirAll(p.state, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(p.state, stateName)
	if err := os.WriteFile(path, []byte(`{"in_use":"`+canary), 0o600); err != nil {
		t.Fatal(err)
	}
	s := p.open(t)
	if len(s.Problems()) != 1 {
		t.Fatal(s.Problems())
	}
	refused(t, s.Problems()[0], path, "damaged")
	if err := s.Use(SandboxName); err != nil {
		t.Fatal(err)
	}
	if again := p.open(t); len(again.Problems()) > 0 {
		t.Error(again.Problems())
	}
}

func TestStateOfOthersIsCleaned(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env["LAB"] = canary
	p.configured = []Config{envConfig("lab", "LAB")}
	if err := os.MkdirAll(p.state, 0o700); err != nil {
		t.Fatal(err)
	}
	text := `{"keys":{"lab":{"health":"of a later version","message":"\u001b]0;x\u0007said","tail":"\u001b[2J","parallel":-5}},"later":1}`
	if err := os.WriteFile(filepath.Join(p.state, stateName), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	k, ok := p.open(t).Get("lab")
	if !ok || k.State.Health != Unused || k.State.Message != "said" || k.Parallel != defaultParallel || k.Tail != canaryTail {
		t.Errorf("%+v", k)
	}
}

func TestWithoutFolders(t *testing.T) {
	t.Parallel()
	s, err := Open(Options{Environ: func(string) (string, bool) { return "", false }, Keyring: &fakeKeyring{}})
	if err != nil {
		t.Fatal(err)
	}
	for _, keep := range []SourceKind{KindFile, KindKeyring} {
		if err := s.Add(t.Context(), NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: keep}); !errors.Is(err, errNoFolder) {
			t.Errorf("%s: %v", keep, err)
		}
	}
	if err := s.Use(SandboxName); err != nil {
		t.Error(err)
	}
	if k, err := s.InUse("", "none"); err != nil || k.Name != SandboxName {
		t.Errorf("%+v, %v", k, err)
	}
	if _, err := Open(Options{ConfigDir: "relative"}); err == nil {
		t.Error("a relative folder")
	}
}

func BenchmarkList(b *testing.B) {
	s := &Store{o: Options{Environ: func(string) (string, bool) { return canary, true }}}
	for i := range 50 {
		s.saved = append(s.saved, savedKey{name: fmt.Sprintf("key %d", i), source: Source{Kind: KindKeyring}, tail: canaryTail})
	}
	for b.Loop() {
		s.List()
	}
}
