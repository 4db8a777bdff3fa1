package key

import (
	"errors"
	"strings"
	"testing"
)

// Names that people cannot tell from "work", and names that are like no other.
var (
	lookalikes = map[string]string{
		"wоrk":         "mixes scripts", // Cyrillic о
		"ｗork":         `write it as "work"`,
		"wo\u3164rk":   "invisible character",
		"wo\u115frk":   "invisible character",
		"𝔴ork":         `write it as "work"`,
		"wοrk":         "mixes scripts", // Greek ο
		"cafe\u0301":   "letters",
		"ﬁrst":         `write it as "first"`,
		"東京ключ":       "mixes scripts",
		"한국カタカナ":       "mixes scripts",
		"key\u200bone": "letters",
		"ѕаndbox":      "mixes scripts",
		"sandb0x":      "looks like a reserved name",
		"enᴠ":          "looks like a reserved name",
	}
	plainNames = []string{"работа", "ключ 2", "κλειδί", "東京", "東京 key", "カタカナ-1", "ひらがな漢字", "한국 key", "مفتاح", "café", "Straße", "work 2", "a.b_c-d"}
)

// One rule says which names are given: in one script, with nothing unseen, in the
// plain form of each letter, and like no other key.
func TestCase81NamesThatPassForOthers(t *testing.T) {
	t.Parallel()
	for name, want := range lookalikes {
		if err := CheckName(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
	p := newPlace(t)
	s := p.open(t)
	for _, name := range plainNames {
		if err := CheckName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		add(t, s, name)
	}
	for _, k := range s.List() {
		if k.Doubt != "" {
			t.Errorf("%q is in doubt: %s", k.Name, k.Doubt)
		}
	}
	add(t, s, "corner")
	add(t, s, "test1")
	for name, other := range map[string]string{"comer": "corner", "testl": "test1", "TESTI": "test1", "ра6ота": "работа"} {
		secret := mustSecret(t, canary)
		for what, err := range map[string]error{
			"added": s.Add(t.Context(), NewKey{Name: name, Secret: secret, Keep: KindFile}), "renamed": s.Rename("κλειδί", name), "asked for": s.CheckNew(name),
		} {
			if !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), other) {
				t.Errorf("%q %s beside %q: %v", name, what, other, err)
			}
		}
		if _, there := s.Get(name); there {
			t.Errorf("%q is there", name)
		}
	}
	for name := range lookalikes {
		if err := s.Rename("corner", name); err == nil {
			t.Errorf("renamed to %q", name)
		}
	}
	// A key may get a name that looks like its own.
	if err := s.Rename("corner", "comer"); err != nil {
		t.Error(err)
	}
}

// Names that an earlier version saved, or that stand in the configuration, work on
// as they did, and are marked.
func TestCase81EarlierNamesWorkOn(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env = map[string]string{"LAB": "vk-test-lab-0123456789"}
	p.configured = []Config{envConfig("lаb", "LAB"), envConfig("lab", "LAB")} // the first with a Cyrillic а
	const entry = "[[key]]\nname = %q\nsource = \"file\"\nsecret = \"" + canary + "\"\nbase_url = \"" + DefaultBaseURL + "\"\n"
	text := "version = 1\n"
	for _, name := range []string{"work", "wоrk", "ｗork", "работа"} {
		text += strings.Replace(entry, "%q", `"`+name+`"`, 1)
	}
	p.keysFile(t, text, 0o600)
	s := p.open(t)
	if problems := s.Problems(); len(problems) > 0 {
		t.Fatal(problems)
	}
	for name, marked := range map[string]bool{"lаb": true, "lab": true, "work": false, "wоrk": true, "ｗork": true, "работа": false, SandboxName: false} {
		k, there := s.Get(name)
		if !there || (k.Doubt != "") != marked {
			t.Errorf("%q: there %v, in doubt %q", name, there, k.Doubt)
		}
		if _, err := s.Secret(t.Context(), name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := s.Use("wоrk"); err != nil {
		t.Error(err)
	}
	if err := s.Rename("wоrk", "office"); err != nil {
		t.Error(err)
	}
	if k, _ := s.Get("office"); k.Doubt != "" {
		t.Errorf("with its new name it is in doubt: %s", k.Doubt)
	}
	// One of the configuration that waits for its secret gets it under its name.
	p.configured = append(p.configured, Config{Name: "сlub", Source: SourceConfig{Source{Kind: KindKeyring}}}) // Cyrillic с
	s = p.open(t)
	if err := s.Add(t.Context(), NewKey{Name: "сlub", Secret: mustSecret(t, canary), Keep: KindKeyring}); err != nil {
		t.Error(err)
	}
}
