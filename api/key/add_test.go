package key

import (
	"errors"
	"testing"
)

func TestAddMistakes(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env[APIKeyVariable] = canary
	p.configured = []Config{envConfig("lab", "LAB")}
	s := p.open(t)
	add(t, s, "work")
	secret := mustSecret(t, canary)
	for word, n := range map[string]NewKey{
		"already":            {Name: "Work", Secret: secret, Keep: KindFile},
		"in the config":      {Name: "lab", Secret: secret, Keep: KindFile},
		"reserved":           {Name: "env", Secret: secret, Keep: KindFile},
		"needs a name":       {Secret: secret, Keep: KindFile},
		"API key":            {Name: canary, Secret: secret, Keep: KindFile},
		"secret is empty":    {Name: "a", Keep: KindKeyring},
		"kept in":            {Name: "a", Secret: secret},
		"name of a variable": {Name: "a", Keep: KindEnv, Env: canary},
		"needs a program":    {Name: "a", Keep: KindCommand},
		"in its arguments":   {Name: "a", Keep: KindCommand, Command: []string{"x", canary}},
		"contains a key":     {Name: "a", Secret: secret, Keep: KindFile, BaseURL: "https://x/" + canary},
		"control characters": {Name: "a", Secret: secret, Keep: KindFile, BaseURL: "https://x/\n"[:9] + "\x1b"},
		"parallel":           {Name: "a", Secret: secret, Keep: KindFile, Parallel: 1000},
	} {
		refused(t, s.Add(t.Context(), n), word)
	}
	if len(s.List()) != 4 {
		t.Errorf("%v", s.List())
	}
}

func TestAddKinds(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.env["MINE"] = canary
	s := p.open(t)
	for _, n := range []NewKey{
		{Name: "var", Keep: KindEnv, Env: " MINE "},
		{Name: "tool", Keep: KindCommand, Command: []string{"op", `a "quoted" \ argument`, "é"}, Parallel: 2, BaseURL: "http://127.0.0.1:8787/v2"},
		{Name: "file", Keep: KindFile, Secret: mustSecret(t, `vk-test-"\'#=[]{}-0123`)},
	} {
		if err := s.Add(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	s = p.open(t)
	if got, err := s.Secret(t.Context(), "var"); err != nil || value(t, got) != canary {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := s.Secret(t.Context(), "file"); err != nil || value(t, got) != `vk-test-"\'#=[]{}-0123` {
		t.Errorf("%v, %v", got, err)
	}
	k, _ := s.Get("tool")
	if len(k.Source.Command) != 3 || k.Source.Command[1] != `a "quoted" \ argument` || k.Parallel != 2 || k.BaseURL != "http://127.0.0.1:8787/v2" || !k.Saved {
		t.Errorf("%+v", k)
	}
}

// TestConfiguredKeyTakesItsSecretFromTheStore adds secrets for keys that the
// configuration declares, and holds them to the address they were saved for.
func TestConfiguredKeyTakesItsSecretFromTheStore(t *testing.T) {
	t.Parallel()
	for _, kind := range []SourceKind{KindFile, KindKeyring} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.configured = []Config{{Name: "work", Source: SourceConfig{Source{Kind: kind}}, BaseURL: "https://api.example.org/v2"}}
			s := p.open(t)
			_, err := s.Secret(t.Context(), "work")
			refused(t, err, `"work"`, "no secret")
			n := NewKey{Name: "work", Secret: mustSecret(t, canary), Keep: kind, BaseURL: "https://elsewhere.example.org"}
			if err := s.Add(t.Context(), n); err != nil {
				t.Fatal(err)
			}
			k, _ := s.Get("work")
			if k.Saved || k.Tail != canaryTail || k.BaseURL != "https://api.example.org/v2" || len(s.List()) != 2 || len(s.Problems()) > 0 {
				t.Errorf("%+v, %v", k, s.Problems())
			}
			if got, err := s.Secret(t.Context(), "work"); err != nil || value(t, got) != canary {
				t.Errorf("%v, %v", got, err)
			}
			if err := s.Add(t.Context(), n); !errors.Is(err, ErrExists) {
				t.Errorf("replaced: %v", err)
			}
			// The same origin written otherwise is the same.
			p.configured[0].BaseURL = "https://API.example.org:443/v3"
			if _, err := p.open(t).Secret(t.Context(), "work"); err != nil {
				t.Error(err)
			}
			for _, moved := range []string{"https://evil.example.org/v2", "http://api.example.org/v2", "https://api.example.org:8443/v2", ""} {
				p.configured[0].BaseURL = moved
				_, err = p.open(t).Secret(t.Context(), "work")
				refused(t, err, "https://api.example.org:443", "not sent to")
			}
			if err := s.Remove(t.Context(), "work"); err != nil {
				t.Fatal(err)
			}
			if k, ok := s.Get("work"); !ok || k.Tail != "" {
				t.Errorf("%+v", k)
			}
			refused(t, s.Remove(t.Context(), "work"), "in the config")
		})
	}
}

func TestConfigWinsOverSaved(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	add(t, p.open(t), "work")
	p.env["W"] = "vk-test-another-0123456789"
	p.configured = []Config{envConfig("work", "W")}
	s := p.open(t)
	got, err := s.Secret(t.Context(), "work")
	if err != nil || got.Tail() != "…6789" || len(s.List()) != 2 {
		t.Errorf("%v, %v, %v", got, err, s.List())
	}
	if len(s.Problems()) != 1 || !errors.Is(s.Problems()[0], ErrExists) {
		t.Error(s.Problems())
	}
	if len(p.open(t).List()) != 2 {
		t.Error("listed twice")
	}
}

// A secret is sent to the origin it was saved for, and to no other that looks
// like it.
func TestSameOrigin(t *testing.T) {
	t.Parallel()
	for _, same := range []string{DefaultBaseURL, "https://api.vyro.ai", "HTTPS://API.vyro.ai:443/other"} {
		if !sameOrigin(DefaultBaseURL, same) {
			t.Errorf("%s is taken for another", same)
		}
	}
	for _, other := range []string{"http://api.vyro.ai/v2", "https://api.vyro.ai:444/v2", "https://api.vyro.ai.evil.org/v2", "https://evil.org/api.vyro.ai", "https://api.vyro.ai@evil.org", "", "::", "/v2"} {
		if sameOrigin(DefaultBaseURL, other) {
			t.Errorf("%s is taken for the same", other)
		}
	}
	if got := origin("https://user:" + canary + "@evil.org/?k=" + canary); got != "https://evil.org:443" {
		t.Error(got)
	}
	if !sameOrigin("http://[::1]:80/v2", "http://[::1]/v2") {
		t.Error("a port that goes without saying makes another origin")
	}
}
