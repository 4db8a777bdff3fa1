package key

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

type holder struct{ secret Secret }

type deepHolder struct {
	Name  string
	inner *holder
	list  []Secret
	table map[string]Secret
	Open  Secret
}

func holders(s Secret) []any {
	h := holder{s}
	return []any{
		s, &s, h, &h,
		[]Secret{s},
		[1]holder{h},
		map[string]holder{"a": h},
		map[Secret]int{s: 1},
		deepHolder{"x", &h, []Secret{s}, map[string]Secret{"a": s}, s},
		&deepHolder{"x", &h, []Secret{s}, map[string]Secret{"a": s}, s},
		struct{ any }{s},
		struct{ v any }{h},
		fmt.Errorf("wrapped %v", s), errors.Join(fmt.Errorf("%s", s)),
		record{secret: s},
		savedKey{secret: s},
		&keysDocument{keys: []savedKey{{secret: s}}},
		NewKey{Secret: s},
		fileEntry{Secret: fileSecret{secret: s}},
		&Store{session: []record{{secret: s}}},
	}
}

func TestSecretNeverPrints(t *testing.T) {
	t.Parallel()
	s := mustSecret(t, canary)
	for i, v := range holders(s) {
		for _, verb := range strings.Fields("%v %+v %#v %s %q %+q %x %X %d %o %b %c %U %t %e %g %p %T %20v %-20.3s %!") {
			noCanary(t, fmt.Sprintf(verb, v))
		}
		var text, jsonText bytes.Buffer
		slog.New(slog.NewTextHandler(&text, nil)).Info("m", "v", v, slog.Any("a", v), slog.Group("g", "v", v))
		slog.New(slog.NewJSONHandler(&jsonText, nil)).Info("m", "v", v, slog.Any("a", v))
		var encoded bytes.Buffer
		_ = toml.NewEncoder(&encoded).Encode(map[string]any{"v": v})
		var gobbed bytes.Buffer
		_ = gob.NewEncoder(&gobbed).Encode(v)
		marshalled, _ := json.Marshal(v)
		marked, _ := xml.Marshal(v)
		noCanary(t, text.String(), jsonText.String(), encoded.String(), gobbed.String(), string(marshalled), string(marked))
		if t.Failed() {
			t.Fatalf("value %d, %T", i, v)
		}
	}
}

func TestSecretMask(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ raw, text, tail string }{
		{canary, "vk-" + canaryTail, canaryTail},
		{"vk-test-1234567", "vk-…", "…"},          // 15: too short to show its end
		{"vk-test-12345678", "vk-…5678", "…5678"}, // 16
		{"another-kind-of-key-9f2a", "…9f2a", "…9f2a"},
		{"short", "…", "…"},
	} {
		s := mustSecret(t, tt.raw)
		if s.String() != tt.text || s.Tail() != tt.tail || fmt.Sprint(s) != tt.text || fmt.Sprintf("%q", s) != `"`+tt.text+`"` {
			t.Errorf("mask of %s: %q, %q", tt.raw, s.String(), s.Tail())
		}
		if len(value(t, s)) != len(tt.raw) {
			t.Errorf("length %d", len(value(t, s)))
		}
		data, err := json.Marshal(struct{ Key Secret }{s})
		if err != nil || string(data) != `{"Key":"`+tt.text+`"}` {
			t.Errorf("json %s, %v", data, err)
		}
	}
	var zero Secret
	if !zero.IsZero() || zero.String() != "" || zero.Tail() != "" || zero.Warning() != "" {
		t.Error("the zero secret is not nothing")
	}
}

func TestSecretWarning(t *testing.T) {
	t.Parallel()
	for raw, warns := range map[string]bool{canary: false, "vk-12345678": false, "vk-1": true, "sk-another-1234567890": true} {
		if got := mustSecret(t, raw).Warning(); (got != "") != warns || strings.Contains(got, raw) {
			t.Errorf("%s: %q", raw, got)
		}
	}
}

func TestCase11RefusedBeforeAnyRequest(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		"", " \r\n\t ", canary + "\n" + canary, canary[:20] + "\r" + canary[20:], canary + "\x00x", canary + " " + canary,
		canary + "\tx", canary + "é", "\u201c" + canary + "\u201d", canary + "\x7f", canary + "\x1b[0m", canary + "\xff", strings.Repeat(canary, 200),
	} {
		s, err := NewSecret(raw)
		refused(t, err)
		if !s.IsZero() {
			t.Errorf("%q gave a secret", raw)
		}
	}
	for _, raw := range []string{canary, " " + canary + "\r\n", "\n\t" + canary + "\t"} {
		if got := value(t, mustSecret(t, raw)); got != canary {
			t.Errorf("%q became %q", raw, got)
		}
	}
}

func TestSecretAuthorize(t *testing.T) {
	t.Parallel()
	r := &http.Request{}
	mustSecret(t, canary).Authorize(r)
	if got := r.Header["Authorization"]; len(got) != 1 || got[0] != "Bearer "+canary {
		t.Errorf("header %q", got)
	}
	Secret{}.Authorize(r)
	if _, there := r.Header["Authorization"]; there {
		t.Error("no key, but a header")
	}
}

func TestSecretCopyErrorHidesTheKey(t *testing.T) {
	t.Parallel()
	err := mustSecret(t, canary).Copy(func(v string) error { return fmt.Errorf("cannot write %q", v) })
	refused(t, err, "cannot write")
	err = mustSecret(t, "another-kind-of-key-9f2a").Copy(func(v string) error { return fmt.Errorf("cannot write %q", v) })
	if strings.Contains(err.Error(), "another-kind") {
		t.Error(err)
	}
	if err := (Secret{}).Copy(func(string) error { return nil }); err == nil {
		t.Error("copied nothing")
	}
}

// panicWith ends the process as a mistake in the program would.
func panicWith(how string) {
	s, err := NewSecret(canary)
	if err != nil {
		os.Exit(2)
	}
	switch how {
	case "secret":
		panic(s)
	case "error":
		panic(fmt.Errorf("failed with %v", s))
	case "struct":
		panic(holder{s})
	case "pointer":
		panic(&holder{s})
	case "request":
		r := &http.Request{}
		s.Authorize(r)
		panic(errTest)
	}
}

func TestCase14PanicShowsNoKey(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"secret", "error", "struct", "pointer", "request"} {
		for _, traceback := range []string{"none", "single", "all", "system"} {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "helper-panic", how)
			cmd.Env = append(os.Environ(), "GOTRACEBACK="+traceback)
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), "panic: ") {
				t.Fatalf("did not panic: %v, %s", err, out)
			}
			noCanary(t, string(out))
		}
	}
}
