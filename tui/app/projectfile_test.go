package app

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"imagine-tui/tui/app/project"
)

// within returns the places of a project whose file says text, and of a person whose
// config says own.
func within(t *testing.T, own, text string) Places {
	t.Helper()
	dir, root := t.TempDir(), t.TempDir()
	p := Places{Config: filepath.Join(dir, "config.toml"), StateDir: filepath.Join(dir, "state")}
	write(t, p.Config, own)
	write(t, filepath.Join(root, project.FileName), text)
	at, err := project.At(root)
	if err != nil {
		t.Fatal(err)
	}
	p.Project = at
	return p
}

// The file is a layer: what it says holds, the rest is the person's.
func TestAProjectIsALayer(t *testing.T) {
	t.Parallel()
	p := within(t, "[library]\nfolder = \"/mine\"\nembed = false\n[defaults]\nkey = \"sandbox\"\nstyle = \"anime\"\nseed = \"7\"\n[budget]\nconfirm_above = 30\nper_day = 100\n[snippets]\na = \"mine\"\nb = \"mine\"\n[preset.x]\nseed = \"1\"\n",
		"tags = [\"spring\", \"spring\", \" x \"]\nparallel = 2\n[library]\nfolder = \"pictures\"\n[defaults]\nstyle = \"realistic\"\n[prompts]\nwildcards = \"lists\"\n[budget]\nconfirm_above = 500\nper_day = 20\n[snippets]\nb = \"theirs\"\n[preset.poster]\naspect_ratio = \"3:4, 1:1\"\n")
	s, err := LoadSettings(p, []string{"auto"})
	if err != nil {
		t.Fatal(err)
	}
	root := p.Project.Root()
	if s.Library.Folder != filepath.Join(root, "pictures") || s.Library.Embed || s.Prompts.Wildcards != filepath.Join(root, "lists") {
		t.Errorf("%+v, %+v", s.Library, s.Prompts)
	}
	if want := (Defaults{Key: "sandbox", Style: "realistic", AspectRatio: "1:1", Seed: "7"}); s.Defaults != want {
		t.Errorf("%+v", s.Defaults)
	}
	if s.Budget.ConfirmAbove != 30 || s.Budget.PerDay != 20 {
		t.Errorf("limits are not the tighter ones: %+v", s.Budget)
	}
	if !reflect.DeepEqual(s.Snippets, map[string]string{"a": "mine", "b": "theirs"}) || len(s.Presets) != 2 || !reflect.DeepEqual(s.Presets["poster"].AspectRatios(), []string{"3:4", "1:1"}) {
		t.Errorf("%v, %v", s.Snippets, s.Presets)
	}
	if !reflect.DeepEqual(s.Project.Tags, []string{"spring", "x"}) || s.Project.Parallel != 2 {
		t.Errorf("%+v", s.Project)
	}
	p.Project = project.Place{}
	if s, err = LoadSettings(p, []string{"auto"}); err != nil || s.Library.Folder != "/mine" || s.Snippets["b"] != "mine" || s.Budget.PerDay != 100 {
		t.Errorf("without the project: %+v, %v", s, err)
	}
}

// What nobody may say in a project is refused with the line, and nothing of the file
// holds then.
func TestAProjectIsAStrangers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want string
		line       string
	}{
		{"tags = []\n[[key]]\nname = \"a\"\nsource = \"sandbox\"\n", "a project says nothing about keys", "line 2"},
		{"[defaults]\nkey = \"work\"\n", "a project says nothing about keys", "line 2"},
		{"[operation.upscale]\npath = \"/x\"\n", "a project names no addresses", "line 1"},
		{"base_url = \"https://example.org\"\n", "a project names no addresses", "line 1"},
		{"[preset.a]\nseed = \"1\"\nbase_url = \"https://example.org\"\n", "a project names no addresses", "line 3"},
		{"\n[upload]\nstrip = false\n", `"upload" is for you to say`, "line 2"},
		{"[studio]\nmouse = false\n", `"studio" is for you to say`, "line 1"},
		{"[library]\nmark = false\n", `"library.mark" is for you to say`, "line 2"},
		{"[library]\nfolder = \"../other\"\n", "leads out of the project", "line 2"},
		{"[library]\nname = \"x\"\nfolder = \"~/.ssh\"\n", "leads out of the project", "line 3"},
		{"[prompts]\nwildcards = \"/etc\"\n", "leads out of the project", "line 2"},
		{"[budget]\nper_day = -1\n", "per_day = -1 is negative", "line 2"},
		{"parallel = 65\n", "parallel = 65: use 1 to 64", "line 1"},
		{"tags = [\"a,b\"]\n", "tags are words without commas", "line 1"},
		{"tags = [\"vk\\u002dtest-CANARY1234567890\"]\n", "looks like an API key", "line 1"},
		{"[defaults]\naspect_ratio = \"7:1\"\n", "aspect_ratio", "line 2"},
		{"[preset.a]\nseed = \"0\"\n", "preset.a: seed", "line 2"},
		{"[preset.\"a b\"]\nseed = \"1\"\n", "has more than letters", "line 1"},
		{"[preset.a]\noperation = \"paint\"\n", "preset.a: operation", "line 2"},
		{"[snippets]\na = \" \"\n", "snippets: a is empty", "line 2"},
		{"[snippets]\na = \"vk-test-CANARY1234567890\"\n", "", "line 2"},
		{"[weather]\nx = 1\n", `unknown setting "weather"; imagine-tui help projects`, "line 1"},
	} {
		t.Run(c.line+" "+c.want, func(t *testing.T) {
			t.Parallel()
			p := within(t, "[library]\nfolder = \"/mine\"\n", c.text)
			s, err := LoadSettings(p, []string{"auto"})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.line) || !strings.Contains(err.Error(), p.Project.File) || strings.Contains(err.Error(), "CANARY") {
				t.Errorf("%v", err)
			}
			if !(&Setup{Places: p}).ProjectError(err) || s.Project.Is() {
				t.Errorf("it is not the project's: %v", err)
			}
		})
	}
}

// However large the numbers of a project, no limit of the person's is above what they
// wrote.
func FuzzAProjectNeverLoosens(f *testing.F) {
	f.Add("[budget]\nconfirm_above = 500\nper_key = { work = 9 }\nceiling_per_day = 9\n")
	f.Add("parallel = 3\n[library]\nfolder = \"a/../../b\"\n")
	f.Add("[hooks]\nsaved = [\"x\"]\n[preset.a]\nseed = \"1\"\n")
	root := f.TempDir()
	if err := os.WriteFile(filepath.Join(root, project.FileName), nil, 0o600); err != nil {
		f.Fatal(err)
	}
	at, err := project.At(root)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2048 {
			return
		}
		own := DefaultSettings()
		ceiling := 40
		own.Library.Folder, own.Budget.PerDay, own.Budget.PerKey, own.Budget.CeilingPerDay = "/mine", 30, map[string]int{"work": 10}, &ceiling
		s, err := own.overlaid(at, []byte(text), "")
		b := s.Budget
		if b.ConfirmAbove > 50 || b.PerDay == 0 || b.PerDay > 30 || b.PerKey["work"] > 10 || b.CeilingPerDay == nil || *b.CeilingPerDay > 40 {
			t.Errorf("%q: %+v", text, b)
		}
		if in, relErr := filepath.Rel(at.Root(), s.Library.Folder); s.Library.Folder != "/mine" && (relErr != nil || !filepath.IsLocal(in)) {
			t.Errorf("%q: %s", text, s.Library.Folder)
		}
		if h := s.Hooks; len(s.Commands)+len(h.Saved)+len(h.Picked)+len(h.BatchDone)+len(h.KeyRefused) > 0 {
			t.Errorf("%q runs %+v", text, h)
		}
		if len(s.Keys)+len(s.Operations) > 0 || s.Upload != own.Upload || s.Defaults.Key != own.Defaults.Key {
			t.Errorf("%q: %+v", text, s)
		}
		if err != nil && !(&Setup{Places: Places{Project: at}}).ProjectError(err) {
			t.Errorf("%q: %v", text, err)
		}
	})
}
