//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/api/key"
	"imagine-tui/api/plan/styleset"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/history"
	"imagine-tui/history/waiting"
)

// openLibrary opens the person's library in the test's own process.
func (h *home) openLibrary(t *testing.T) *history.Library {
	t.Helper()
	l, err := history.Open(history.Options{
		Folder: h.path("home", "Pictures", "imagine"), StateDir: h.path("state", "imagine-tui"),
		Warn: func(err error) { t.Error(err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// entriesOf lists a library.
func entriesOf(t *testing.T, l *history.Library) (all []history.Entry) {
	t.Helper()
	if err := l.Load(t.Context(), 0, func(e history.Entry) bool { all = append(all, e); return true }); err != nil {
		t.Fatal(err)
	}
	return all
}

// chainOf lists a result and what it was made from, up to the first.
func chainOf(t *testing.T, l *history.Library, path string) (chain []history.Entry) {
	t.Helper()
	for path != "" {
		e, err := l.Entry(path)
		if err != nil {
			break // from elsewhere, or not there any more
		}
		chain = append(chain, e)
		path = l.Locate(e.Sidecar.Parent)
	}
	return chain
}

// TestV1Lineage walks from a video up to the picture its chain began with, and
// down again.
func TestV1Lineage(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	l := h.openLibrary(t)
	film := h.only(t, "*/*-the-camera-rises-??????.mp4")
	var chain []string
	for _, e := range chainOf(t, l, film) {
		chain = append(chain, string(e.Sidecar.Request.Operation))
		if e.Problem != "" {
			t.Errorf("%s: %s", e.Path, e.Problem)
		}
	}
	if want := []string{"image-to-video", "upscale", "ai-background", "remove-background", "text-to-image"}; !slices.Equal(chain, want) {
		t.Errorf("made from %q, want %q", chain, want)
	}
	below := func(path string) string {
		var words []string
		for _, e := range entriesOf(t, l) {
			for depth, above := range chainOf(t, l, e.Path) {
				if depth > 0 && above.Path == path {
					words = append(words, fmt.Sprint(depth, " ", e.Sidecar.Request.Operation))
				}
			}
		}
		slices.Sort(words)
		return strings.Join(words, ", ")
	}
	if got, want := below(h.only(t, "*/*-a-fox-??????.png")), "1 generative-fill, 1 resize, 1 retouch, 1 retouch"; got != want {
		t.Errorf("of the fox: %s, want %s", got, want)
	}
	first := chainOf(t, l, film)
	if got, want := below(first[len(first)-1].Path), "1 remove-background, 2 ai-background, 3 upscale, 4 image-to-video"; got != want {
		t.Errorf("of the harbour: %s, want %s", got, want)
	}
	if got := below(h.path("home", "own.png")); got != "" {
		t.Errorf("a file from elsewhere is no result, but has below it: %s", got)
	}
	own, err := l.Entry(h.only(t, "2026-11-25/*-upscale-??????.jpg", func(e history.Entry) bool { return e.Sidecar.Parent == "" }))
	if err != nil || own.Sidecar.Request.Inputs[0].Path != h.path("home", "own.png") {
		t.Errorf("made from a file of one's own: %+v, %v", own.Sidecar.Request, err)
	}
}

// only returns the one result whose path fits a pattern, and conditions.
func (h *home) only(t *testing.T, pattern string, conditions ...func(history.Entry) bool) string {
	t.Helper()
	paths, err := filepath.Glob(h.path("home", "Pictures", "imagine", filepath.FromSlash(pattern)))
	if err != nil {
		t.Fatal(err)
	}
	paths = slices.DeleteFunc(paths, func(path string) bool {
		e, err := h.openLibrary(t).Entry(path)
		return err != nil || slices.ContainsFunc(conditions, func(is func(history.Entry) bool) bool { return !is(e) })
	})
	if len(paths) != 1 {
		t.Fatalf("%s: %q", pattern, paths)
	}
	return paths[0]
}

// TestV1Recipes reads the recipe inside each picture, which says what its
// sidecar says.
func TestV1Recipes(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	read := 0
	err := h.openLibrary(t).Load(t.Context(), 0, func(e history.Entry) bool {
		r, err := history.ReadRecipe(e.Path)
		switch {
		case filepath.Ext(e.Path) == ".mp4" || e.Problem != "":
			return true
		case err != nil:
			t.Error(err)
			return true
		}
		read++
		s := e.Sidecar
		for i := range s.Request.Inputs {
			s.Request.Inputs[i].Path = r.Request.Inputs[i].Path // says too much about the person to go inside
		}
		if !reflect.DeepEqual(r.Request, s.Request) || r.Hash != s.Hash || r.Template != s.Template || r.SHA256 != s.SHA256 || r.Run != s.Run {
			t.Errorf("%s: inside %+v, beside %+v", e.Path, r, s)
		}
		return true
	})
	if err != nil || read < 20 {
		t.Errorf("%d recipes were read: %v", read, err)
	}
	kept, err := history.ReadRecipe(h.theFile(t, "home", "covers", "*-a-harbour-at-dawn-??????.jpg"))
	if err != nil || kept.Request.Prompt != "A harbour at dawn" {
		t.Errorf("in the copy: %+v, %v", kept, err)
	}
	if _, err := history.ReadRecipe(h.theFile(t, "home", "covers", "*-2.jpg")); err == nil {
		t.Error("the copy without a recipe has one")
	}
	bare, err := h.openLibrary(t).Entry(h.only(t, "2026-11-28/*.jpg", func(e history.Entry) bool { return strings.Contains(e.Problem, "no description") }))
	if err != nil || bare.Sidecar.Request.Prompt != "a barge" || bare.Sidecar.Request.Seed != 64 {
		t.Errorf("without its sidecar: %+v, %v", bare.Sidecar.Request, err)
	}
}

// theFile returns the only file that fits a pattern.
func (h *home) theFile(t *testing.T, pattern ...string) string {
	t.Helper()
	paths, err := filepath.Glob(h.path(pattern...))
	if err != nil || len(paths) != 1 {
		t.Fatalf("%q: %q, %v", pattern, paths, err)
	}
	return paths[0]
}

// TestV1Ledger adds up what was spent, by day and key; the sandbox costs nothing.
func TestV1Ledger(t *testing.T) {
	t.Parallel()
	l := restored(t, fixture, "").openLibrary(t)
	got := map[string]history.Spend{}
	for day := 23; day <= 29; day++ {
		for _, name := range []string{"work", "one", "three", "sandbox", "two"} {
			if s := l.Spent(name, time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC)); s.Runs > 0 {
				got[fmt.Sprint(day, " ", name)] = s
			}
		}
	}
	want := map[string]history.Spend{
		"24 one": {Tokens: 5, Runs: 1}, "24 three": {Tokens: 10, Runs: 2},
		"24 work": {Tokens: 22, Unpriced: 1, Runs: 7}, "25 work": {Unpriced: 8, Runs: 8}, "26 work": {Tokens: 205, Unpriced: 2, Runs: 207},
		"27 work": {Tokens: 20, Runs: 4}, "28 work": {Tokens: 30, Runs: 10},
	}
	if !maps.Equal(got, want) {
		t.Errorf("spent: %+v\nwant   %+v", got, want)
	}
}

// TestV1Waiting takes what waited when the studio was killed.
func TestV1Waiting(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	taken, err := waiting.In(h.path("state", "imagine-tui")).Take()
	if err != nil || len(taken.Problems) > 0 || len(taken.Batches) != 1 || taken.Saved.Format(time.DateOnly) != "2026-11-28" {
		t.Fatalf("%+v, %v", taken, err)
	}
	b := taken.Batches[0]
	if b.Template != "a lugger at {anchor|sea}" || b.Title != b.Template || b.Key != "work" || b.Again || b.Parent != "" {
		t.Errorf("%+v", b)
	}
	var runs []string
	for _, r := range b.Runs {
		runs = append(runs, fmt.Sprintf("%s %s %d, %s", r.Request.Prompt, r.Request.Style, r.Request.Seed, r.Variant))
	}
	want := []string{
		"photo of a lugger at anchor, at ease anime 42, anchor · Every day",
		"photo of a lugger at anchor, at ease anime 43, anchor · Every day",
		"photo of a lugger at sea, at ease anime 41, sea · Every day",
		"photo of a lugger at sea, at ease anime 42, sea · Every day",
		"photo of a lugger at sea, at ease anime 43, sea · Every day",
	}
	if !slices.Equal(runs, want) {
		t.Errorf("%q", runs)
	}
	if err := taken.Done(); err != nil || len(h.files(h.path("state", "imagine-tui", "waiting"))) > 0 {
		t.Errorf("left: %q, %v", h.files(h.path("state", "imagine-tui", "waiting")), err)
	}
}

// TestV1Secrets reads the secret of each saved key.
func TestV1Secrets(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	work := key.Config{Name: "work", Source: key.SourceConfig{Source: key.Source{Kind: key.KindEnv, Name: "IMAGINE_WORK_KEY"}}}
	store, err := key.Open(key.Options{
		Configured: []key.Config{work},
		ConfigDir:  h.path("config", "imagine-tui"), StateDir: h.path("state", "imagine-tui"),
		Environ: func(name string) (string, bool) { value, ok := h.vars[name]; return value, ok },
	})
	if err != nil || len(store.Problems()) > 0 {
		t.Fatalf("%v, %v", store.Problems(), err)
	}
	for name, tail := range map[string]string{"one": "…1111", "two": "…", "three": "…0033"} {
		k, _ := store.Get(name)
		secret, err := store.Secret(t.Context(), name)
		if err != nil || secret.Tail() != tail || !k.Saved || k.BaseURL != "http://"+fixtureServer+"/v2" {
			t.Errorf("%s: %v, %v, %+v", name, secret, err, k)
		}
	}
	if two, _ := store.Get("two"); two.Parallel != 2 || two.State.Health != key.Expired || two.State.Message != "The provided API key has expired." {
		t.Errorf("two: %+v", two)
	}
	if used, err := store.InUse("", "sandbox"); err != nil || used.Name != "work" || store.Preferred() != key.KindFile {
		t.Errorf("in use: %+v, %v; the next one is kept in %s", used, err, store.Preferred())
	}
}

// TestV1SetsAndLists loads style sets and wildcard lists.
func TestV1SetsAndLists(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	sets, problems, err := styleset.Load(h.path("config", "imagine-tui", "sets"))
	want := []styleset.Set{
		{Name: "Every day", Prefix: "photo of ", Suffix: ", at ease", Styles: []string{"anime"}},
		{Name: "Film still", Prefix: "cinematic film still of ", Suffix: ", grain", Styles: []string{"realistic", "flux-dev"}, AspectRatio: "16:9"},
		{Name: "Woodcut", Suffix: ", woodcut"},
	}
	if err != nil || len(problems) > 0 || !reflect.DeepEqual(sets, want) {
		t.Errorf("%+v, %q, %v", sets, problems, err)
	}
	lists, err := wildcard.NewFolder(h.path("home", "lists")).Load()
	if err != nil || len(lists.Problems()) > 0 {
		t.Errorf("%q, %v", lists.Problems(), err)
	}
	for name, want := range map[string][]string{
		"colours": {"red", "sea green", "0.5::black"}, "hull": {"oak", "iron"}, "sail": {"white", "tanned"},
	} {
		if got, err := lists.Lookup(name, ""); err != nil || len(got) != 1 || !slices.Equal(got[0].Values, want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// TestV1Judged picks a result whose sidecar has fields of other programs: they
// are all still there. A sidecar of a newer version is not touched.
func TestV1Judged(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	l := h.openLibrary(t)
	foreign := h.only(t, "*/*-a-barge-??????.jpg", func(e history.Entry) bool { return e.Sidecar.Request.Seed == 61 })
	before := decoded(t, foreign+".json")
	err := l.Update(foreign, func(s *history.Sidecar) { s.Picked, s.Rating, s.Tags = true, 3, []string{"sea"} })
	if err != nil {
		t.Fatal(err)
	}
	after := decoded(t, foreign+".json")
	if after["picked"] != true || after["rating"] != 3.0 || !reflect.DeepEqual(after["tags"], []any{"sea"}) {
		t.Errorf("%v", after)
	}
	for _, name := range []string{"picked", "rating", "tags"} {
		delete(after, name)
	}
	if !reflect.DeepEqual(before, after) {
		t.Errorf("before %v\nafter  %v", before, after)
	}
	if extra := before["request"].(map[string]any)["x_strength"]; extra == nil || before["x_gallery"] == nil {
		t.Errorf("the fixture holds no fields of others: %v", before)
	}
	newer := h.only(t, "*/*-a-barge-??????.jpg", func(e history.Entry) bool { return strings.Contains(e.Problem, "newer") })
	text := read(t, newer+".json")
	if err := l.Update(newer, func(s *history.Sidecar) { s.Picked = true }); err == nil || read(t, newer+".json") != text {
		t.Errorf("a newer sidecar was changed: %v", err)
	}
}

func decoded(t *testing.T, path string) map[string]any {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(read(t, path)), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestV1Rescued saves a picture that had arrived whole into another folder,
// and leaves what must not be touched.
func TestV1Rescued(t *testing.T) {
	t.Parallel()
	h := restored(t, fixture, "")
	l := h.openLibrary(t)
	list, err := history.Recover(t.Context(), l, history.Into(h.path("home", "rescued")))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range list {
		got[r.Request.Prompt] = r.Event
	}
	want := map[string]string{
		"never answered": "unknown", "photo of a lugger at anchor, at ease": "unknown", "half of it": "unknown", "no picture": "unknown",
		"all of it, not saved": "recovered", "saved, and its entry left": "recovered", "ships pass": "rendering", "ships sink": "rendering",
	}
	if !maps.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	checkSidecar(t, h.theFile(t, "home", "rescued", "*", "*.jpg"), "all of it, not saved")
	unfinished, err := l.Unfinished()
	if err != nil || len(unfinished) != 2 {
		t.Fatalf("%+v, %v", unfinished, err)
	}
	for _, u := range unfinished {
		if u.Job == "" || u.Account.KeyName != "work" || u.Account.Origin != "http://"+fixtureServer || !strings.HasPrefix(u.Item.Request.Prompt, "ships ") {
			t.Errorf("%+v", u)
		}
	}
}

// checkSidecar fails the test unless the file is whole and as its sidecar
// says.
func checkSidecar(t *testing.T, path, prompt string) {
	t.Helper()
	wholePicture(t, path+".json")
	car := decoded(t, path+".json")
	if got := car["request"].(map[string]any)["prompt"]; got != prompt {
		t.Errorf("%s is of %v, want %s", path, got, prompt)
	}
}
