package cli_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/help"
)

var updatePromises = flag.Bool("update", false, "write what came into the topic promises, and take out what the changelog calls breaking")

// promised are the sections of the topic promises: what each names is listed by the
// word it begins with.
type promised map[string]map[string][]string

const (
	commandsPromised = "Commands, and the flags of each"
	statusesPromised = "Exit statuses"
	settingsPromised = "Settings"
	projectPromised  = "Settings of a project"
	eventsPromised   = "Events of --json, and their members"
	sidecarPromised  = "Members of a sidecar"
)

// today is what there is.
func today(t *testing.T) promised {
	t.Helper()
	p := promised{
		commandsPromised: {}, settingsPromised: {}, projectPromised: {}, eventsPromised: {}, sidecarPromised: {},
		statusesPromised: {"status": {
			fmt.Sprint("ok=", exit.OK), fmt.Sprint("failed=", exit.Failed), fmt.Sprint("usage=", exit.Usage), fmt.Sprint("key=", exit.Key), fmt.Sprint("interrupted=", exit.Interrupted),
		}},
	}
	printed, _ := clitest.New(t).Run(0, "help", "--json")
	for line := range strings.Lines(printed) {
		var e struct {
			Command string
			Flags   []struct{ Name, Short string }
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSpace("imagine-tui " + e.Command)
		p[commandsPromised][name] = nil
		for _, f := range e.Flags {
			if f.Short != "" {
				p[commandsPromised][name] = append(p[commandsPromised][name], "-"+f.Short)
			}
			p[commandsPromised][name] = append(p[commandsPromised][name], "--"+f.Name)
		}
	}
	settings(p[settingsPromised], "", reflect.TypeFor[app.Settings]())
	settings(p[projectPromised], "", reflect.TypeFor[app.ProjectFile]())
	for event, members := range documented(t) {
		for name := range members {
			p[eventsPromised][event] = append(p[eventsPromised][event], name)
		}
	}
	var s history.Sidecar
	filled(reflect.ValueOf(&s).Elem(), 0)
	s.SetBatch(queue.Batch{ID: "a", At: time.Unix(1, 0), Index: 1})
	s.SetDeleted(time.Unix(1, 0))
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]any
	if err := json.Unmarshal(data, &object); err != nil {
		t.Fatal(err)
	}
	members(p[sidecarPromised], "sidecar", object)
	for _, section := range p {
		for _, list := range section {
			slices.Sort(list)
		}
	}
	return p
}

// settings lists those of a section of the config and of all below it.
func settings(into map[string][]string, section string, of reflect.Type) {
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		if name == "" || name == "-" {
			continue
		}
		below := f.Type
		for below.Kind() == reflect.Slice || below.Kind() == reflect.Map && below.Elem().Kind() == reflect.Struct {
			below = below.Elem()
		}
		switch {
		case below.Kind() == reflect.Struct && sectional(below):
			settings(into, strings.TrimPrefix(section+"."+name, "."), below)
		case section == "":
			into["["+name+"]"] = nil // it holds names of the person's own
		default:
			into["["+section+"]"] = append(into["["+section+"]"], name)
		}
	}
}

// sectional tells whether something has settings of its own, and is not read as a
// whole.
func sectional(of reflect.Type) bool {
	for i := range of.NumField() {
		if of.Field(i).Tag.Get("toml") != "" {
			return true
		}
	}
	return false
}

// filled puts something into every field that is seen from outside, a few deep.
func filled(v reflect.Value, depth int) {
	if depth > 6 || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		filled(v.Index(0), depth+1)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		filled(value, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(1, 0)))
			return
		}
		for i := range v.NumField() {
			filled(v.Field(i), depth+1)
		}
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	default:
		switch {
		case v.CanInt():
			v.SetInt(1)
		case v.CanUint():
			v.SetUint(1)
		case v.CanFloat():
			v.SetFloat(1)
		}
	}
}

// members lists those of an object and of all in it.
func members(into map[string][]string, object string, of map[string]any) {
	for name, value := range of {
		if name == "" {
			continue // of a map that holds what it likes
		}
		into[object] = append(into[object], name)
		if list, is := value.([]any); is && len(list) > 0 {
			value = list[0]
		}
		if below, is := value.(map[string]any); is {
			members(into, object+"."+name, below)
		}
	}
}

// written is a section as the topic has it.
func written(section map[string][]string) string {
	var b strings.Builder
	names := make([]string, 0, len(section))
	for name := range section {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		line := "    " + name + ":"
		for _, one := range section[name] {
			if len(line)+1+len(one) > 92 {
				b.WriteString(line + "\n")
				line = "       "
			}
			line += " " + one
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// readPromises reads the sections of the topic, which written wrote.
func readPromises(text string) promised {
	p := promised{}
	var section, name string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch rest, code := strings.CutPrefix(line, "    "); {
		case !code && line != "":
			section = line
			p[section] = map[string][]string{}
		case code && !strings.HasPrefix(rest, " "):
			name, rest, _ = strings.Cut(rest, ":")
			p[section][name] = strings.Fields(rest)
		case code:
			p[section][name] = append(p[section][name], strings.Fields(rest)...)
		}
	}
	return p
}

// list is all that is promised, one by one.
func (p promised) list() []string {
	var all []string
	for _, section := range []string{commandsPromised, statusesPromised, settingsPromised, projectPromised, eventsPromised, sidecarPromised} {
		for name, list := range p[section] {
			all = append(all, name)
			for _, one := range list {
				all = append(all, name+" "+one)
			}
		}
	}
	slices.Sort(all)
	return all
}

// gone is what is promised, is no more, and is not called breaking in the changelog.
func gone(was, is promised, changelog string) []string {
	_, unreleased, _ := strings.Cut(changelog, "## Unreleased\n")
	unreleased, _, _ = strings.Cut(unreleased, "\n## ")
	var said []string
	for entry := range strings.SplitSeq(unreleased, "\n- ") {
		if strings.Contains(strings.ToLower(entry), "breaking") {
			said = append(said, strings.Join(strings.Fields(entry), " "))
		}
	}
	var out []string
	now := is.list()
	for _, one := range was.list() {
		named := slices.ContainsFunc(said, func(entry string) bool { return strings.Contains(entry, "`"+one+"`") })
		if _, there := slices.BinarySearch(now, one); !there && !named {
			out = append(out, one)
		}
	}
	return out
}

// TestPromises: what the topic lists is there, unless the changelog calls it
// breaking. What came since the last release is promised by the next, so that only
// the check of a release (IMAGINE_RELEASE=1) wants all of it listed.
func TestPromises(t *testing.T) {
	t.Parallel()
	text, err := help.Topic("promises")
	if err != nil {
		t.Fatal(err)
	}
	changelog, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	prose, lists, _ := strings.Cut(text, commandsPromised+"\n")
	was, is := readPromises(commandsPromised+"\n"+lists), today(t)
	for _, one := range gone(was, is, string(changelog)) {
		t.Errorf("`%s` is promised and gone: bring it back, or name it so in an entry of the changelog that says \"breaking\"", one)
	}
	for _, section := range []string{commandsPromised, statusesPromised, settingsPromised, projectPromised, eventsPromised, sidecarPromised} {
		prose += section + "\n\n" + written(is[section]) + "\n"
	}
	prose = strings.TrimRight(prose, "\n") + "\n"
	switch {
	case t.Failed() || prose == text:
	case *updatePromises:
		if err := os.WriteFile(filepath.Join("help", "promises.md"), []byte(prose), 0o644); err != nil {
			t.Fatal(err)
		}
	case os.Getenv("IMAGINE_RELEASE") == "":
		t.Log("something came since the last release")
	default:
		t.Error("the topic promises is stale: go test ./tui/cli -run TestPromises -update")
	}
}

// A promise that goes is told, and one that the changelog calls breaking is not.
func TestPromisesThatGo(t *testing.T) {
	t.Parallel()
	was := promised{commandsPromised: {"imagine-tui keep": {"--strip", "--to"}, "imagine-tui old": {"--a"}}, statusesPromised: {"status": {"failed=1"}}}
	was = readPromises(commandsPromised + "\n\n" + written(was[commandsPromised]) + "\n" + statusesPromised + "\n\n" + written(was[statusesPromised]))
	is := promised{commandsPromised: {"imagine-tui keep": {"--to"}}, statusesPromised: {"status": {"failed=4"}}}
	const all = "imagine-tui keep --strip|imagine-tui old|imagine-tui old --a|status failed=1"
	for changelog, want := range map[string]string{
		"": all,
		"## Unreleased\n\n- `imagine-tui old` is better now.\n":                                                                                   all,
		"## Unreleased\n\n- Breaking: `imagine-tui old` and\n  `imagine-tui old --a` are gone.\n":                                                 "imagine-tui keep --strip|status failed=1",
		"## Unreleased\n\n- Nothing.\n\n## 1.0.0\n\n- Breaking: `imagine-tui old`, `imagine-tui old --a`, `status failed=1` are gone.\n":          all,
		"## Unreleased\n\n- breaking: `imagine-tui keep --strip` `imagine-tui old` `imagine-tui old --a` `status failed=1`\n\n## 1.0.0\n\n- Old.": "",
	} {
		if got := strings.Join(gone(was, is, changelog), "|"); got != want {
			t.Errorf("with the changelog %q: %s, want %s", changelog, got, want)
		}
	}
	if left := gone(is, is, ""); len(left) > 0 {
		t.Errorf("what is there is gone: %q", left)
	}
}
