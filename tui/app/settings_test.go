package app

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api/key"
	"imagine-tui/tui/picture"
)

// The example says of itself that it shows every setting with its default.
func TestExampleConfig(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "config.example.toml"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := loadText(t, string(text))
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Base(got.Budget.File) != "config.toml" {
		t.Errorf("limits are said to come from %q", got.Budget.File)
	}
	got.Budget.File = ""
	if !reflect.DeepEqual(got, DefaultSettings()) {
		t.Errorf("not the defaults:\n%+v\n%+v", got, DefaultSettings())
	}
	for _, name := range settingNames(reflect.TypeOf(Settings{})) {
		if !regexp.MustCompile(`(?m)^(# )?(` + regexp.QuoteMeta(name) + ` = |\[` + regexp.QuoteMeta(name) + `\])`).MatchString(string(text)) {
			t.Errorf("the example does not show %s", name)
		}
	}
	// The commented key is one that could be used as it is.
	_, keys, _ := strings.Cut(string(text), "# [[key]]")
	keys = "[[key]]" + regexp.MustCompile(`(?m)^# `).ReplaceAllString(keys, "")
	got, err = loadText(t, keys)
	if err != nil || len(got.Keys) != 1 || got.Keys[0].Source.Name != "IMAGINE_WORK_KEY" {
		t.Errorf("the key of the example: %+v, %v", got.Keys, err)
	}
}

// settingNames lists the names of all settings of a section and its sections.
func settingNames(section reflect.Type) []string {
	var names []string
	for i := range section.NumField() {
		field := section.Field(i)
		inner := field.Type
		if inner.Kind() == reflect.Slice || inner.Kind() == reflect.Map {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && inner != reflect.TypeOf(key.SourceConfig{}) {
			names = append(names, settingNames(inner)...)
		} else if tag := field.Tag.Get("toml"); tag != "" && tag != "-" {
			names = append(names, tag)
		}
	}
	return slices.Compact(names)
}

func loadText(t *testing.T, text string) (Settings, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	write(t, path, text)
	return LoadSettings(Places{Config: path, ConfigNamed: true}, picture.ModeNames())
}

func TestSettingsThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"ratio", "[defaults]\nseed = \"7\"\naspect_ratio = \"2:1\"\n", "line 3: defaults: aspect_ratio = \"2:1\" is unknown"},
		{"seeds", "[defaults]\nseed = \"0\"\n", "line 2: defaults: seed = \"0\""},
		{"budget", "[budget]\nconfirm_above = -1\n", "line 2: budget: confirm_above = -1"},
		{"operation", "[operation.upscale]\npath = \"/image/enhance\"\n[operation.upscal]\nextra = { x = \"1\" }\n", "line 3: operation: \"upscal\": there is no such operation; known: text-to-image,"},
		{"path", "[operation.upscale]\nextra = { x = \"1\" }\npath = \"image\"\n", "line 3: operation: upscale: path = \"image\": write a path"},
		{"extra", "[operation.upscale]\nextra = { image = \"1\" }\n", "line 2: operation: upscale: extra: The field image of upscale has its own setting"},
		{"extra number", "[operation.upscale]\nextra = { strength = 0.5 }\n", "line 2: operation.upscale.extra.strength: this must be text in quotes"},
		{"operation setting", "[operation.upscale]\nmethod = \"GET\"\n", "line 2: unknown setting \"operation.upscale.method\""},
		{"latency", "[sandbox]\nlatency = \"soon\"\n", "line 2: sandbox: latency"},
		{"graphics", "[studio]\ngraphics = \"4k\"\n", "line 2: studio: graphics = \"4k\""},
		{"name template", "[library]\nname = \"{colour}\"\n", "line 2: library: name = \"{colour}\""},
		{"key without a source", "[[key]]\nname = \"a\"\n[budget]\nconfirm_above = 1\n", "key: "},
		{"source of a wrong kind", "[[key]]\nname = \"a\"\nsource = 4\n", "line 3: key.source"},
		{"source nobody knows", "[[key]]\nname = \"a\"\nsource = \"cloud\"\n", "line 3: key.source"},
		{"setting inside a source", "[[key]]\nname = \"a\"\nsource = {command = [\"x\"], shell = true}\n", "line 3: key.source"},
		{"address", "[[key]]\nname = \"a\"\nsource = \"env:A\"\nbase_url = \"http://example.com\"\n", "line 4: key: base_url"},
		{"two of a name", "[[key]]\nname = \"a\"\nsource = \"env:A\"\n[[key]]\nname = \"A\"\nsource = \"env:B\"\n", "key: there are two keys named \"A\""},
		{"literal key", "[[key]]\nname = \"a\"\nsource = \"vk-test-CANARY12345678\"\n", "3"},
		{"literal key in a comment", "\n# vk-test-CANARY12345678\n", "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := loadText(t, c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "CANARY") {
				t.Errorf("want %q, got: %v", c.want, err)
			}
			if len(got.Keys) > 0 {
				t.Error("something of the refused config is used")
			}
		})
	}
}

func TestSettingsThatAreTaken(t *testing.T) {
	t.Parallel()
	got, err := loadText(t, `
[library]
folder = "~/p"
embed = false
[[key]]
name = "work"
source = { command = ["op", "read", "x"] }
base_url = "http://127.0.0.1:8787/v2"
parallel = 2
[[key]]
name = "lab"
source = "keyring"
[budget]
confirm_above = 0
`)
	if err != nil {
		t.Fatal(err)
	}
	if got.Library.Embed || got.Library.Name == "" || len(got.Keys) != 2 || got.Keys[0].Source.Kind != key.KindCommand || got.Budget.ConfirmAbove != 0 {
		t.Errorf("%+v", got)
	}
}
