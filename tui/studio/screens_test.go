package studio

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
)

var updateGolden = flag.Bool("update", false, "write the golden screens")

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// putty is what PuTTY answers, in which every key arrives.
var putty = uv.SecondaryDeviceAttributesEvent{0, 136, 0}

// studio is a root with everything real but the network: a key store and a
// queue in temporary folders, and a clock that stands still.
func studio(tb testing.TB, w, h int) *Model {
	tb.Helper()
	return studioWith(tb, w, h, func(*Options) {})
}

// studioWith is a studio that is set up otherwise.
func studioWith(tb testing.TB, w, h int, change func(*Options)) *Model {
	tb.Helper()
	dir := tb.TempDir()
	store, err := key.Open(key.Options{
		ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"),
		Configured: []key.Config{{Name: "work", Source: key.SourceConfig{Source: key.Source{Kind: key.KindEnv, Name: "IMAGINE_WORK_KEY"}}}},
		Environ:    func(string) (string, bool) { return "", false },
	})
	if err != nil {
		tb.Fatal(err)
	}
	o := Options{
		Config: app.DefaultSettings().Studio, Keys: store, Queue: flowtest.Queue(tb), Budget: budget.DefaultLimits(),
		Defaults: app.Defaults{Style: "imagine-turbo", AspectRatio: "1:1", Seed: "random"},
		Accounts: func(name string) (queue.Account, error) {
			k, _ := store.Get(name)
			return queue.Account{Name: name, Sandbox: k.Free()}, nil
		},
		Now: func() time.Time { return noon }, Size: [2]int{w, h},
	}
	change(&o)
	m := newModel(tb.Context(), o)
	m.Update(putty)
	m.flows.listing.Start() // there is nothing
	m.desk.ListedAll()
	tb.Cleanup(m.stop)
	return m
}

// put adds a batch of runs in the given states, as events would bring them.
func put(m *Model, prompt, keyName string, states ...queue.Run) {
	var rows []gallery.Row
	for i, r := range states {
		r.ID, r.Batch, r.Index, r.KeyName, r.Queued = fmt.Sprintf("run%d", i), "batch", i, keyName, noon
		r.Free = m.flows.accounts.Free(keyName)
		if r.Item.Request.Prompt == "" {
			r.Item = plan.Item{
				Request:  api.Request{Operation: api.TextToImage, Prompt: prompt, Style: "anime", AspectRatio: "16:9", Seed: int64(811 + i)},
				Template: prompt, Tokens: 5, Priced: true,
			}
		}
		m.gallery.Follow(r, gallery.Order{})
		rows = append(rows, gallery.RowOf(r, noon))
	}
	m.gallery.AddBatch(gallery.Batch{ID: "batch", Title: prompt, When: noon}, rows, true)
	m.panes.results.Select("run0")
	m.flows.show.Refresh()
}

func failure(kind api.Kind, status int, code, message string) queue.Run {
	return queue.Run{State: queue.StateFailed, Err: &api.Error{Kind: kind, Outcome: api.Refused, Status: status, Code: code, Message: message}}
}

func saved(seconds float64) queue.Run {
	return queue.Run{State: queue.StateSaved, Saved: queue.Saved{
		Path: "/pictures/2026-11-24/142233-harbour-a1b2c3.jpg", Tokens: 5, Priced: true, Elapsed: time.Duration(seconds * float64(time.Second)),
	}}
}

// states are those that people meet, each made as it comes about.
var states = map[string]func(*Model){
	"first-launch": func(*Model) {},
	"results": func(m *Model) {
		put(m, "A futuristic cityscape at dusk with neon lights, rain", "sandbox", saved(1.8), saved(1.7), saved(2.1),
			queue.Run{State: queue.StateReceiving, Total: 100, Done: 61, Started: noon}, queue.Run{State: queue.StateWaiting, Position: 1})
		m.panes.focusOn(paneResults)
	},
	"refused-key": func(m *Model) {
		use(m, key.Refused)
		put(m, "Harbour at dusk", "work", failure(api.KindKeyRefused, 401, "1001", "The provided API key is invalid."), queue.Run{State: queue.StateHeld})
		m.notices.Warn(sentence(runOf(m, "run0").Err) + " " + runOf(m, "run0").Err.Remedy())
	},
	"no-tokens": func(m *Model) {
		use(m, key.NoTokens)
		put(m, "Harbour at dusk", "work", failure(api.KindNoTokens, 402, "1101", "You do not have enough tokens."), queue.Run{State: queue.StateHeld}, queue.Run{State: queue.StateHeld})
		m.flows.runs.Explain(row(m, "run0"))
	},
	"offline": func(m *Model) {
		use(m, key.Unused)
		put(m, "Harbour at dusk", "work", queue.Run{State: queue.StateFailed, Err: &api.Error{Kind: api.KindNetwork, Outcome: api.NotSent, Host: "api.vyro.ai"}})
		m.panes.focusOn(paneResults)
	},
	"failed": func(m *Model) {
		put(m, "Harbour at dusk", "work", failure(api.KindBadRequest, 400, "1100", "Style anime does not go with ratio 3:4."), saved(1))
		m.panes.focusOn(paneResults)
	},
	"unknown": func(m *Model) {
		put(m, "Harbour at dusk", "work", queue.Run{State: queue.StateUnknown, Started: noon, Err: &api.Error{Kind: api.KindNoAnswer, Outcome: api.Unknown}}, saved(1))
		m.panes.focusOn(paneResults)
	},
	"over-budget": func(m *Model) {
		use(m, key.OK)
		m.panes.style.SetMarked([]string{"imagine-turbo", "flux-dev"})
		m.panes.prompt.SetValue("A futuristic cityscape at {dawn|dusk|night}")
		m.panes.seed.SetSpec("1-4")
		m.Update(m.flows.send.Send()()) // the price is looked up first
	},
	"long-prompt": func(m *Model) {
		m.panes.prompt.SetValue(strings.Repeat("a very long prompt that goes on and on, ", 60))
	},
	"wide-text": func(m *Model) {
		put(m, "港の夕暮れ 🎨 مرفأ عند الغسق", "sandbox", saved(1), saved(2))
		m.panes.prompt.SetValue("港の夕暮れ 🎨 مرفأ عند الغسق")
		m.panes.focusOn(paneResults)
	},
	"wide-dialog": func(m *Model) {
		put(m, strings.Repeat("港の夕暮れ", 20), "sandbox", saved(1), saved(2))
		m.panes.prompt.SetValue(strings.Repeat("港の夕暮れ", 20))
		m.commands.menus.openPalette()
	},
	"no-graphics": func(m *Model) { m.Update(tea.ColorProfileMsg{Profile: colorprofile.ASCII}) },
	"filter": func(m *Model) {
		put(m, "Harbour at dusk", "sandbox", saved(1), saved(2))
		m.panes.focusOn(paneResults)
		m.panes.results.StartFilter()
		for _, c := range "habour" {
			_, cmd := m.Update(tea.KeyPressMsg{Code: c, Text: string(c)})
			find(m, cmd)
		}
	},
	"grid": func(m *Model) {
		put(m, "Harbour at dusk", "sandbox", saved(1.8), saved(1.7), saved(2.1), saved(2), queue.Run{State: queue.StateReceiving, Total: 100, Done: 61, Started: noon})
		m.panes.focusOn(paneResults)
		m.acts.Do(action.ResultsGrid)
		drawFakes(m)
	},
	"gallery": func(m *Model) {
		put(m, "Harbour at dusk", "sandbox", saved(1.8), saved(1.7), saved(2.1), saved(2), queue.Run{State: queue.StateReceiving, Total: 100, Done: 61, Started: noon})
		m.panes.focusOn(paneResults)
		m.acts.Do(action.LayoutGallery)
		m.notices.dismiss()
		drawFakes(m)
	},
	"focus": func(m *Model) {
		put(m, "Harbour at dusk", "sandbox", saved(1.8), saved(1.7), saved(2.1), saved(2), queue.Run{State: queue.StateReceiving, Total: 100, Done: 61, Started: noon})
		m.gallery.Change("run1", func(r *gallery.Row) { r.Picked, r.Rating = true, 3 })
		m.panes.focusOn(paneResults)
		m.acts.Do(action.LayoutFocus)
		press(m, "l")
		m.notices.dismiss()
		drawFakes(m)
	},
	"key-list": func(m *Model) { m.flows.accounts.Next(); m.flows.accounts.Next(); m.notices.dismiss() },
	"add-key":  func(m *Model) { m.flows.accounts.Add() },
	"palette":  func(m *Model) { m.commands.menus.openPalette() },
	"help":     func(m *Model) { m.commands.menus.openHelp() },
	"keys":     func(m *Model) { use(m, key.Expired); m.panes.focusOn(paneKeys) },
	"style":    func(m *Model) { m.panes.focusOn(paneStyle) },
	"seed":     func(m *Model) { m.panes.focusOn(paneSeed) },
	"go":       func(m *Model) { m.panes.focusOn(paneResults); press(m, "g") },
	"zoomed": func(m *Model) {
		put(m, "Harbour", "sandbox", saved(1))
		m.panes.focusOn(paneResults)
		m.panes.zoom(true)
	},
	"stop":     func(m *Model) { m.dialogs.Open(stopDialog(m), flow.Answers{}) },
	"light":    func(m *Model) { m.st.Set(false) },
	"pasted":   func(m *Model) { m.notices.Say("Pasted into the prompt.") },
	"next-key": func(m *Model) { m.flows.accounts.Next() },
}

// use makes the key work the one in use, with what its last use showed.
func use(m *Model, h key.Health) {
	const name = "work"
	if err := m.o.Keys.SetState(name, key.State{Health: h, At: noon}); err != nil {
		panic(err)
	}
	first := m.desk.emptyWords() // the screens show what a first start says
	m.flows.accounts.Use(name)
	m.panes.results.SetEmpty(first)
	m.notices.dismiss()
}

func runOf(m *Model, id string) queue.Run { r, _ := m.gallery.Run(id); return r }

func runCount(m *Model) (n int) {
	for range m.gallery.Runs {
		n++
	}
	return n
}

func row(m *Model, id string) gallery.Row { r, _ := m.gallery.Row(id); return r }

func stopDialog(m *Model) flow.Dialog {
	put(m, "Harbour", "sandbox", queue.Run{State: queue.StateRendering, Started: noon}, queue.Run{State: queue.StateWaiting})
	m.flows.runs.AskStop()
	if d := m.dialogs.top(); d != nil {
		m.dialogs.Dismiss(m.dialogs.top())
		return d
	}
	return noDialog{}
}

// find goes on with what the filter seeks, if a command does.
func find(m *Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			find(m, cmd)
		}
	case results.FoundMsg:
		_, next := m.Update(msg)
		find(m, next)
	}
}

type noDialog struct{}

func (noDialog) Update(tea.Msg) tea.Cmd { return nil }
func (noDialog) View(int, int) []string { return nil }
func (noDialog) Cursor() *tea.Cursor    { return nil }

func TestGoldenScreens(t *testing.T) {
	for name, set := range states {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				m := studio(t, size[0], size[1])
				set(m)
				got := ansi.Strip(strings.Join(m.frame.lines(), "\n")) + "\n"
				if strings.HasPrefix(name, "light") {
					got = strings.ReplaceAll(strings.Join(m.frame.lines(), "\n"), "\x1b", "␛") + "\n"
				}
				path := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1]))
				if *updateGolden {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("the screen changed; look at it and run with -update\ngot:\n%s\nwant:\n%s", got, want)
				}
			})
		}
	}
}

// TestNoFrameOverflows draws every state at every size.
func TestNoFrameOverflows(t *testing.T) {
	t.Parallel()
	for name, set := range states {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := studio(t, 120, 40)
			set(m)
			for w := 1; w <= 200; w += widthStep(w) {
				for _, h := range []int{1, 2, 5, 6, 7, 12, 17, 18, 24, 29, 30, 40, 60} {
					m.Update(tea.WindowSizeMsg{Width: w, Height: h})
					checkFrame(t, m.frame.lines(), w, h)
					if c := m.frame.cursor(); c != nil && (c.X < 0 || c.Y < 0 || c.X >= w || c.Y >= h) {
						t.Fatalf("%dx%d: cursor at %d,%d", w, h, c.X, c.Y)
					}
				}
			}
		})
	}
}

// widthStep goes cell by cell where the layout changes, faster elsewhere.
func widthStep(w int) int {
	for _, edge := range []int{24, 60, 80, 110, 120} {
		if w >= edge-3 && w <= edge+3 {
			return 1
		}
	}
	return 7
}

func checkFrame(t *testing.T, lines []string, w, h int) {
	t.Helper()
	if len(lines) != h {
		t.Fatalf("%dx%d: %d lines", w, h, len(lines))
	}
	for i, l := range lines {
		if n := cells.Width(l); n != w {
			t.Fatalf("%dx%d: line %d is %d cells wide: %q", w, h, i, n, ansi.Strip(l))
		}
	}
}
