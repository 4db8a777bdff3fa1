package app

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/history/filters"
	"imagine-tui/tui/app/project"
)

// site is a project that is worked in, with its engine, while others are as well.
type site struct {
	name   string
	setup  *Setup
	engine *Engine
	seed   int64
}

// sites opens so many projects of one person.
func sites(t *testing.T, n int) []*site {
	t.Helper()
	home := t.TempDir()
	var list []*site
	for i := range n {
		s := &site{name: fmt.Sprintf("project-%d", i), seed: int64(i+1) * 10_000}
		root := filepath.Join(home, s.name)
		if err := os.MkdirAll(root, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(root, project.FileName), fmt.Sprintf("tags = [%q]\n[library]\nfolder = \"pictures\"\n[snippets]\nwhere = %q\n", s.name, s.name))
		s.setup = &Setup{Places: Places{Config: filepath.Join(home, "config.toml"), ConfigDir: home, StateDir: filepath.Join(home, "state")}, Graphics: []string{"auto"}, Environment: Environment{}}
		if err := s.setup.FindProject(root); err != nil {
			t.Fatal(err)
		}
		settings, err := s.setup.Settings()
		if err != nil {
			t.Fatal(err)
		}
		if s.engine, err = s.setup.OpenEngine(t.Context(), settings, EngineOptions{Latency: "0"}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.engine.Close() })
		list = append(list, s)
	}
	return list
}

// send has a picture made.
func (s *site) send(t *testing.T) {
	t.Helper()
	account, err := s.engine.Account(key.SandboxName)
	if err != nil {
		t.Error(err)
		return
	}
	s.seed++
	r := api.Request{Operation: api.TextToImage, Prompt: s.name, Style: "imagine-turbo", AspectRatio: "1:1", Seed: s.seed}
	s.engine.Queue.Submit(plan.Plan{Items: []plan.Item{{Request: r}}, Prompts: 1, Styles: 1, Ratios: 1, Seeds: 1}, account, queue.SubmitOptions{})
}

// One setup goes from project to project a thousand times, reads settings and changes
// filters in each, while in all of them pictures are made that were begun before: all
// of it lands where it belongs.
func TestAThousandSwitchesUnderLoad(t *testing.T) {
	t.Parallel()
	const switches, pictures = 1000, 3
	list := sites(t, 3)
	each := switches / (pictures * len(list)) // switches between two pictures that are begun
	var work sync.WaitGroup
	for _, s := range list {
		work.Go(func() {
			for n := 0; n < pictures; {
				run := (<-s.engine.Queue.Events()).Run
				if !run.State.Ended() {
					continue
				}
				n++
				if run.State != queue.StateSaved {
					t.Errorf("%s: %s, %v", s.name, run.State, run.Err)
				}
			}
		})
	}
	here := &Setup{Places: list[0].setup.Places, Graphics: []string{"auto"}, Environment: Environment{}}
	for i := range switches {
		s := list[i*7%len(list)]
		if turn := i / each; i%each == 0 && turn < pictures*len(list) {
			list[turn%len(list)].send(t)
		}
		if err := here.FindProject(s.setup.Places.Project.Root()); err != nil {
			t.Fatal(err)
		}
		settings, err := here.Settings()
		if err != nil || settings.Snippets["where"] != s.name {
			t.Fatalf("in %s: %+v, %v", s.name, settings.Snippets, err)
		}
		library, err := here.OpenLibrary(settings, "")
		if err != nil || library.Folder() != s.engine.Library.Folder() {
			t.Fatalf("in %s the library is another: %v", s.name, err)
		}
		if i%50 == 0 {
			if err := filters.Dir(here.Places.ProjectState()).Save(fmt.Sprint("f", i), s.name); err != nil {
				t.Fatal(err)
			}
		}
	}
	work.Wait()
	for _, s := range list {
		s.inspect(t, pictures)
	}
	outside(t, list)
}

// inspect looks whether the project has all that is its own, and nothing else.
func (s *site) inspect(t *testing.T, pictures int) {
	t.Helper()
	n := 0
	if err := s.engine.Library.Load(t.Context(), 0, func(e history.Entry) bool {
		n++
		if r := e.Sidecar.Request; r.Prompt != s.name || len(e.Sidecar.Tags) != 1 || e.Sidecar.Tags[0] != s.name || !strings.HasPrefix(e.Path, s.setup.Places.Project.Root()) {
			t.Errorf("in %s lies %s of %q, %q", s.name, e.Path, r.Prompt, e.Sidecar.Tags)
		}
		return true
	}); err != nil || n != pictures {
		t.Errorf("%s has %d pictures, not %d: %v", s.name, n, pictures, err)
	}
	all, err := filters.Dir(s.setup.Places.ProjectState()).All()
	if err != nil || len(all) == 0 {
		t.Errorf("%s has no filters: %v", s.name, err)
	}
	for name, query := range all {
		if query != s.name {
			t.Errorf("%s has the filter %s of %s", s.name, name, query)
		}
	}
}

// outside looks whether a picture lies anywhere but in the libraries.
func outside(t *testing.T, list []*site) {
	t.Helper()
	home := filepath.Dir(list[0].setup.Places.Config)
	_ = filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && filepath.Ext(path) == ".jpg" && !strings.Contains(path, string(filepath.Separator)+"pictures"+string(filepath.Separator)) {
			t.Errorf("a picture lies at %s", path)
		}
		return nil
	})
	if all, err := filters.Dir(list[0].setup.Places.StateDir).All(); err != nil || len(all) > 0 {
		t.Errorf("filters of no project: %v, %v", all, err)
	}
}
