package action

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

var update = flag.Bool("update", false, "write the table into the topic shortcuts, and new ids to the released ones")

func TestIDsAreWordsWithDots(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z0-9]+(\.[a-z0-9]+)+$`)
	seen := map[ID]bool{}
	for _, a := range Default().All() {
		if !shape.MatchString(string(a.ID)) {
			t.Errorf("%q is no id: words in small letters with dots between", a.ID)
		}
		if seen[a.ID] {
			t.Errorf("%s stands in the table twice", a.ID)
		}
		seen[a.ID] = true
		if a.Title == "" || a.Where == 0 || a.Short == "" && len(a.Keys) > 0 {
			t.Errorf("%s lacks a title, words beside its key, or where it acts", a.ID)
		}
	}
}

// What people wrote into their config must hold for ever: an id that was
// released is there, under that name.
func TestReleasedIDsStay(t *testing.T) {
	path := filepath.Join("testdata", "ids.txt")
	data, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	released := strings.Fields(string(data))
	known := Default().byID
	for _, id := range released {
		if known[ID(id)] == nil {
			t.Errorf("%s was released and is gone", id)
		}
	}
	var added []string
	for id := range known {
		if !slices.Contains(released, string(id)) {
			added = append(added, string(id))
		}
	}
	if len(added) == 0 {
		return
	}
	if !*update {
		t.Fatalf("new ids are not in the list of released ones: go test ./tui/action -update adds %v", added)
	}
	all := slices.Concat(released, added)
	slices.Sort(all)
	if err := os.WriteFile(path, []byte(strings.Join(all, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDefaultKeysDoNotConflict(t *testing.T) {
	for _, p := range conflicts(nil, nil) {
		t.Error(p.Text)
	}
}

func TestDefaultKeysAreNamedAsTheConfigNamesThem(t *testing.T) {
	for _, a := range Default().All() {
		for _, k := range a.Keys {
			if name, err := parseKey(k); err != nil || name != k {
				t.Errorf("%s: %q reads as %q, %v", a.ID, k, name, err)
			}
		}
	}
	for k := range editing {
		if name, err := parseKey(k); err != nil || name != k {
			t.Errorf("editing: %q reads as %q, %v", k, name, err)
		}
	}
}

// A default key that never does anything would be a lie in help.
func TestEveryDefaultKeyActsSomewhere(t *testing.T) {
	for _, a := range Default().All() {
		for _, k := range a.Keys {
			acts := false
			for p := range placeCount {
				acts = acts || slices.Contains(a.acting(p), k)
			}
			if !acts {
				t.Errorf("%s: %q acts nowhere", a.ID, k)
			}
		}
	}
}

func TestNoKeyTheTerminalCannotSend(t *testing.T) {
	never := []string{"ctrl+i", "ctrl+m", "ctrl+[", "ctrl+h", "ctrl+enter", "ctrl+s", "ctrl+q", "ctrl+l", `ctrl+\`, "ctrl+b", "ctrl+a"}
	for _, a := range Default().All() {
		for _, k := range a.Keys {
			if slices.Contains(never, k) {
				t.Errorf("%s is bound to %q", a.ID, k)
			}
		}
	}
}

func TestEveryPlaceHasAName(t *testing.T) {
	for p := range placeCount {
		if p.String() == "" {
			t.Errorf("place %d has no name", p)
		}
	}
}

const (
	topic = "../cli/help/shortcuts.md"
	begin = "\nEverywhere\n"
)

// columns is the table as the topic shortcuts of help has it: columns that a terminal
// and a page of the web show alike.
func columns(t *Table) string {
	var b strings.Builder
	for _, s := range t.Help() {
		b.WriteString("\n" + s.Name + "\n\n")
		table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, r := range s.Rows {
			keys := strings.Join(r.Keys, ", ")
			if keys != "" {
				keys += "\t"
			}
			fmt.Fprintf(table, "    %s%s\t%s\n", keys, r.Desc, r.ID)
		}
		_ = table.Flush() // into memory
	}
	return b.String()
}

func TestTopicShortcutsIsCurrent(t *testing.T) {
	data, err := os.ReadFile(topic)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	before, _, _ := strings.Cut(text, begin)
	want := strings.TrimRight(before, "\n") + "\n" + columns(Default())
	if text == want {
		return
	}
	if !*update {
		t.Fatal("the topic shortcuts is stale: go test ./tui/action -update")
	}
	if err := os.WriteFile(topic, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestListings(t *testing.T) {
	table, problems := New(Config{"result.pick": []any{"p", "ctrl+k"}, "result.drop": []any{}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var out bytes.Buffer
	if err := table.Print(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`result\.pick +p, ctrl\+k \* +Result: pick\n`, `result\.drop + \* +Result: reject or stop\n`, `result\.tags +t +Result: tags…\n`} {
		if !regexp.MustCompile(want).Match(out.Bytes()) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	data, err := json.Marshal(table.Entries())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"id":"result.pick","title":"Result: pick","keys":["p","ctrl+k"],"default":["p"],"where":["results","preview","sheet","compare","queue","full picture","one by one","duel"]}`,
		`"id":"result.drop","title":"Result: reject or stop","keys":[],"default":["x"]`,
		`"id":"trash.empty","title":"Trash: empty…","keys":[],"default":[]`,
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s is not in\n%s", want, data)
		}
	}
}
