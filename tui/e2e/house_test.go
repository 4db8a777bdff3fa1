package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// whole is the package of the program, module the path that every package of ours
// begins with: the module may get another one.
var (
	whole = func() string {
		info, _ := debug.ReadBuildInfo() // a test is built with modules
		return info.Main.Path
	}()
	module = whole + "/"
)

// pkg is what go list says of a package.
type pkg struct {
	ImportPath string
	Dir        string
	Export     string
	Standard   bool
	GoFiles    []string
	Imports    []string
	Deps       []string
	// Files of ours that this system does not build.
	IgnoredGoFiles []string
}

// ours tells whether a package is part of this module.
func (p pkg) ours() bool { return strings.HasPrefix(p.ImportPath+"/", module) }

// listed returns what go list says with the given arguments, ./... of the
// repository.
func listed(t *testing.T, args ...string) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append(append([]string{"list", "-json=ImportPath,Dir,Export,Standard,GoFiles,IgnoredGoFiles,Imports,Deps"}, args...), "./...")...)
	cmd.Dir = repository(t)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, said.String())
	}
	var list []pkg
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// within tells whether an import path is one of the places. A place is an
// import path, that of ours without the module; with /... it is all below too.
func within(importPath string, places []string) bool {
	importPath = strings.TrimPrefix(importPath, module)
	return slices.ContainsFunc(places, func(place string) bool {
		root, below := strings.CutSuffix(place, "/...")
		return importPath == root || below && strings.HasPrefix(importPath, root+"/")
	})
}

var (
	drawing = []string{"charm.land/...", "github.com/charmbracelet/colorprofile/...", "github.com/charmbracelet/ultraviolet/...", "github.com/charmbracelet/x/term/..."}
	// words are pieces of api that anybody may use: they only know text.
	words = []string{"api/clean", "api/closest", "api/pattern", "api/wording/..."}
	// panes are the panes and screens of the studio.
	panes = []string{
		"tui/compare/...", "tui/files/...", "tui/form/...", "tui/keys/...", "tui/mask/...", "tui/preview/...", "tui/prompt/...", "tui/queue/...",
		"tui/resize/...", "tui/results/...", "tui/seed/...", "tui/sheet/...", "tui/statistics/...", "tui/style/...",
	}
	// tools are what panes, screens and the studio draw with.
	tools = []string{"tui/action/...", "tui/cells/...", "tui/paste/...", "tui/picture/...", "tui/terminal/...", "tui/widget/..."}
	cobra = []string{"github.com/spf13/cobra/...", "github.com/spf13/pflag/..."}
	toml  = []string{"github.com/BurntSushi/toml/..."}
)

// A room is a part of the program, with what it must not know. What is left to
// the lint rules of .golangci.yml is only how early a mistake is seen.
type room struct {
	name   string
	places []string
	never  []string
	except []string // of never
	deep   []string // what it must not know through others either
}

func rooms() []room {
	flat := slices.Concat[[]string]
	return []room{
		{"main", []string{whole}, flat(drawing, cobra, toml, []string{"api/...", "history/...", "tui/..."}), []string{"tui/app", "tui/cli"}, nil},
		{"api", []string{"api/..."}, flat(drawing, cobra, []string{"history/...", "tui/..."}), nil, flat(drawing, []string{"history/...", "tui/..."})},
		{"history", []string{"history/..."}, flat(drawing, cobra, toml, []string{"tui/...", "net/..."}), nil, flat(drawing, []string{"tui/..."})},
		{"gallery", []string{"tui/gallery/..."}, flat(drawing, cobra, toml, []string{"tui/...", "net/...", "os/...", "api/key/...", "api/sandbox/..."}), []string{"tui/gallery/..."}, drawing},
		{"panes", panes, flat(panes, cobra, toml, []string{"api/...", "history/...", "net/...", "tui/app/...", "tui/cli/...", "tui/studio/..."}), words, nil},
		{"tools", tools, flat(panes, cobra, toml, []string{"api/...", "history/...", "net/...", "tui/app/...", "tui/cli/...", "tui/studio/..."}), flat(words, []string{"api/media", "api/plainfile", "api/videofile", "history/pixels/..."}), nil},
		{"flows", []string{"tui/studio/..."}, flat(cobra, toml, []string{"tui/studio/...", "tui/cli/..."}), []string{"tui/studio/flow"}, nil},
		{"studio", []string{"tui/studio"}, flat(cobra, toml, []string{"tui/cli/..."}), nil, nil},
		{"app", []string{"tui/app/..."}, flat(drawing, cobra, []string{"tui/..."}), []string{"tui/app/..."}, drawing},
		{"cli", []string{"tui/cli/..."}, flat(toml, []string{"tui/..."}), []string{"tui/action", "tui/app/...", "tui/cells", "tui/cli/...", "tui/gallery/...", "tui/paste", "tui/picture", "tui/studio", "tui/terminal/...", "tui/widget/theme"}, nil},
		{"documents", []string{"tui", "tui/e2e/..."}, flat(drawing, cobra, toml, []string{"api/...", "history/...", "tui/..."}), nil, nil},
	}
}

// allowed are arrows that point the wrong way and are known of, to be turned
// around: from and to.
var allowed = map[[2]string]bool{}

// The arrows between packages point one way, however deep a folder lies.
func TestWhoMayKnowWhom(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	met := map[[2]string]bool{}
	for _, p := range listed(t) {
		r := roomOf(t, p.ImportPath)
		if r == nil {
			continue
		}
		for _, to := range p.Imports {
			arrow := [2]string{strings.TrimPrefix(p.ImportPath, module), strings.TrimPrefix(to, module)}
			met[arrow] = true
			if r.refuses(p.ImportPath, to) && !allowed[arrow] {
				t.Errorf("%s must not know %s: it is of %s", arrow[0], arrow[1], r.name)
			}
		}
		for _, to := range p.Deps {
			if within(to, r.deep) {
				t.Errorf("%s must not know %s, not even through others: it is of %s", p.ImportPath, to, r.name)
			}
		}
	}
	for arrow := range allowed {
		if !met[arrow] {
			t.Errorf("%s does not know %s any more: take that out of the exceptions", arrow[0], arrow[1])
		}
	}
}

// Text is written into one kind of field, whose keys, widths and refusals are
// tested once.
func TestOneTextField(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	for _, p := range listed(t) {
		for _, to := range p.Imports {
			if strings.HasPrefix(to, "charm.land/bubbles/") && strings.Contains(to, "/text") {
				t.Errorf("%s imports %s: text is written into tui/widget/text", p.ImportPath, to)
			}
		}
	}
}

// refuses tells whether a package of the room must not know another one. A pane
// knows what lies in folders below it; a flow stands alone.
func (r *room) refuses(from, to string) bool {
	if !within(to, r.never) || within(to, r.except) {
		return false
	}
	return r.name == "flows" || !slices.ContainsFunc(r.places, func(place string) bool {
		return within(from, []string{place}) && within(to, []string{place})
	})
}

// roomOf returns the room of a package. The last that fits counts, so that the
// studio is not taken for one of its flows.
func roomOf(t *testing.T, importPath string) *room {
	t.Helper()
	var found *room
	for _, r := range rooms() {
		if within(importPath, r.places) {
			found = &r
		}
	}
	if found == nil {
		t.Errorf("nobody has said what %s may know: give it a room", importPath)
	}
	return found
}

// The rule itself is tried: what must be refused is.
func TestArrowsAreSeenAtAnyDepth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		wrong    bool
	}{
		{"api/queue/deep/er", "history", true},
		{"history/index/btree", "tui/widget/box", true},
		{"history/index/btree", "net/http", true},
		{"tui/results/rows/one", "api/key", true},
		{"tui/results/rows", "api/wording", false},
		{"tui/results/rows", "tui/results", false},
		{"tui/sheet", "tui/results/rows", true},
		{"tui/studio/send", "tui/studio", true},
		{"tui/studio/send", "tui/studio/keep", true},
		{"tui/studio/send", "tui/studio/flow", false},
		{"tui/studio", "tui/studio/send", false},
		{"tui/cli/generate", "tui/studio/send", true},
		{"history/pixels/pngrows", "api/media", false},
		{"tui/picture", "history/pixels", false},
		{"tui/picture", "history/pixels/webp", false},
		{"tui/picture", "history/recipe", true},
		{"tui/cli/show", "tui/picture", false},
		{"tui/cli/show", "tui/widget/box", true},
		{"tui/studio/send", "github.com/spf13/cobra", true},
		{"tui/cli/generate", "github.com/BurntSushi/toml", true},
		{"tui/app/config", "charm.land/lipgloss/v2", true},
		{"tui/gallery/filter", "charm.land/bubbletea/v2", true},
	} {
		r := roomOf(t, module+c.from)
		to := c.to
		if within(to, []string{"api/...", "history/...", "tui/..."}) {
			to = module + to
		}
		if wrong := r.refuses(module+c.from, to); wrong != c.wrong {
			t.Errorf("%s → %s: refused %v", c.from, c.to, wrong)
		}
	}
}
