//go:build unix

package e2e

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
)

// fixture is what the version it is named after wrote.
var fixture = filepath.Join("testdata", "v1")

// saidFolder holds what that version said about it.
const saidFolder = "said"

// restored copies a fixture to a computer of its own, with the paths in it put
// right, and the address of its server, if one is given.
func restored(t *testing.T, from, server string) *home {
	t.Helper()
	h := newHome(t)
	h.set("TZ", "UTC")
	h.set("IMAGINE_WORK_KEY", "vk-test-work-0000112233")
	h.set("IMAGINE_THREE_KEY", "vk-test-three-000033")
	for _, path := range h.files(from) {
		name, err := filepath.Rel(from, path)
		if err != nil {
			t.Fatal(err)
		}
		if top, _, _ := strings.Cut(filepath.ToSlash(name), "/"); top == saidFolder || top == name {
			continue
		}
		text := read(t, path)
		if slices.Contains([]string{".json", ".jsonl", ".toml", ".txt"}, filepath.Ext(name)) {
			text = strings.ReplaceAll(text, fixtureRoot, h.root)
			if server != "" {
				text = strings.ReplaceAll(text, fixtureServer, server)
			}
		}
		h.write(h.path(h.cacheName(name)), text)
	}
	return h
}

// cacheName gives the cache of a library the name it has for the library's
// place.
func (h *home) cacheName(name string) string {
	if filepath.Base(filepath.Dir(name)) != "index" {
		return name
	}
	sum := sha256.Sum256([]byte(h.path("home", "Pictures", "imagine")))
	return filepath.Join(filepath.Dir(name), hex.EncodeToString(sum[:8])+".txt")
}

// questions are asked in this order: the last one settles what it can.
var questions = []struct {
	name string
	args []string
}{
	{"history", []string{"history", "--json"}},
	{"picked", []string{"history", "is:picked", "--json"}},
	{"rejected", []string{"history", "is:rejected", "--json"}},
	{"tagged", []string{"history", "tag:cover", ">3", "--json"}},
	{"keys", []string{"keys"}},
	{"trash", []string{"trash", "list", "--json"}},
	{"videos", []string{"video", "list", "--json"}},
	{"difference", []string{"diff", "--pixels", "library:2026-11-24/*-a-harbour-at-dawn-??????.jpg"}},
	{"recipe", []string{"diff", "--textconv", "library:2026-11-25/*-a-beach-at-noon-??????.jpg"}},
	{"shown", []string{"show", "library:*/*-??????.*[gp4]"}},
	{"plan", []string{"generate", "a boat with a __colours__ hull, __sail__ sails", "--seed", "5", "--dry-run", "--json"}},
	{"reused", []string{"generate", "A harbour at dawn", "-a", "16:9", "--seed", "11", "--json"}},
	{"recovered", []string{"recover", "--json"}},
	{"left", []string{"recover", "--json"}},
	{"after", []string{"history", "--json", "-n", "3"}},
}

// columns are filled up with spaces, as many as the longest path takes.
var columns = regexp.MustCompile(` {2,}`)

// said is what the program answers to all questions.
func (h *home) said() map[string]string {
	all := map[string]string{}
	for _, q := range questions {
		var args []string
		for _, arg := range q.args {
			pattern, found := strings.CutPrefix(arg, "library:")
			if !found {
				args = append(args, arg)
				continue
			}
			paths, err := filepath.Glob(h.path("home", "Pictures", "imagine", filepath.FromSlash(pattern)))
			if err != nil {
				h.t.Fatal(err)
			}
			args = append(args, paths...)
		}
		text := strings.ReplaceAll(h.run(args...).stdout, h.root, fixtureRoot)
		all[q.name] = columns.ReplaceAllString(text, "  ")
	}
	return all
}

// telling writes down what the version that wrote the fixture says about it.
func (m *maker) telling(into string) {
	h := restored(m.t, into, "")
	h.binary = m.binary
	for name, text := range h.said() {
		if err := os.MkdirAll(filepath.Join(into, saidFolder), 0o755); err != nil {
			m.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(into, saidFolder, name+".txt"), []byte(text), 0o644); err != nil {
			m.t.Fatal(err)
		}
	}
}

// TestV1AnswersAreTheSame asks today's program what the fixture's own was
// asked. It may say more in JSON than that one did, and nothing else.
func TestV1AnswersAreTheSame(t *testing.T) {
	t.Parallel()
	for name, got := range restored(t, fixture, "").said() {
		if want := read(t, filepath.Join(fixture, saidFolder, name+".txt")); !saysAll(got, want) {
			t.Errorf("%s says\n%s\nwhere the version that wrote it said\n%s", name, got, want)
		}
	}
}

// sizeMended tells whether a line differs only in a size that the version before
// did not know, and gave as nothing.
func sizeMended(now, before string) bool {
	start, end, unknown := strings.Cut(before, ", 0 B, ")
	return unknown && strings.HasPrefix(now, start+", ") && strings.HasSuffix(now, ", "+end)
}

// saysAll tells whether lines say what they said before: as text the same, as
// JSON with every field as it was.
func saysAll(got, before string) bool {
	lines, want := strings.Split(got, "\n"), strings.Split(before, "\n")
	lines = slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, `{"event":"request",`) }) // no event then
	if len(lines) != len(want) {
		return false
	}
	for i := range want {
		var now, then map[string]any
		if json.Unmarshal([]byte(want[i]), &then) != nil {
			if lines[i] != want[i] && !sizeMended(lines[i], want[i]) {
				return false
			}
			continue
		}
		if json.Unmarshal([]byte(lines[i]), &now) != nil {
			return false
		}
		for field, value := range then {
			if field == "problem" && now[field] != nil && value != "" {
				continue // a sentence for people, whose words may become better
			}
			if !reflect.DeepEqual(flat(now[field]), flat(value)) {
				return false
			}
		}
	}
	return true
}

// flat is a value whose texts are each on one line: what a person gave stands
// exactly now, and was flattened then.
func flat(v any) any {
	switch v := v.(type) {
	case string:
		return clean.Line(v)
	case []any:
		for i := range v {
			v[i] = flat(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = flat(v[name])
		}
	}
	return v
}

// TestV1Again makes pictures of the fixture again from their recipes: the
// sandbox paints the same bytes.
func TestV1Again(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(sandbox.New(sandbox.Options{MaxSide: fixtureSide}))
	t.Cleanup(server.Close)
	h := restored(t, fixture, strings.TrimPrefix(server.URL, "http://"))
	for _, name := range []string{"A harbour at dusk", "a boat", "a fox", "a beach at noon"} {
		path := h.only(t, "*/*.[jp][pn]g", func(e history.Entry) bool {
			s := e.Sidecar
			return s.Request.Prompt == name && s.Key != "sandbox" && s.Take < 2 && s.Request.Operation != api.GenerativeFill
		})
		r := h.run("rerun", path, "--yes").want(t, 0)
		if !strings.HasPrefix(r.stdout, "identical\t") {
			t.Errorf("%s made again: %s", name, r.stdout)
		}
	}
}

// TestV1Studio opens the studio on the fixture, which offers what waited, tells
// of what has no answer, and has the draft, the marks and the results in it. A
// pick there keeps the fields of others.
func TestV1Studio(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	s := h.studio(120, 40)
	s.waitText("5 unsent", "5 no answer")
	s.toResults()
	s.press("g", "q")
	s.waitText("The last session ended early")
	s.press("esc")
	s.waitGone("The last session ended early")
	s.waitText("5 from last time were not sent", "a lugger at {anchor|sea}")
	s.press("esc")
	s.waitGone("5 from last time")
	s.press("q")
	s.waitText("A sloop under {way|sail}, not sent", "◉ Every day", "seed   31-34", "work")
	foreign := h.only(t, "*/*-a-barge-??????.jpg", func(e history.Entry) bool { return e.Sidecar.Request.Seed == 61 })
	before := decoded(t, foreign+".json")
	s.toResults()
	s.filter("seed:61", "1 of ")
	s.waitDetails("seed 61")
	s.press("p")
	s.waitDetails("picked")
	s.leave()
	after := decoded(t, foreign+".json")
	if after["picked"] != true {
		t.Errorf("not picked: %v", after)
	}
	if delete(after, "picked"); !reflect.DeepEqual(before, after) {
		t.Errorf("a pick changed more than that: %v, then %v", before, after)
	}
	h.theFile(t, "state", "imagine-tui", "waiting", "20261128*.json") // put off, not given up
}
