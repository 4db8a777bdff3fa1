package own

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
)

// A command that cannot be run, or would do something else than it says, is refused
// with what to write instead.
func TestCheck(t *testing.T) {
	t.Parallel()
	good := func(change func(*Config)) []Config {
		c := Config{Name: "Remove dust", Run: []string{"dust", "{path}"}}
		change(&c)
		return []Config{c}
	}
	run := func(where string, words ...string) []Config {
		return good(func(c *Config) { c.Where, c.Run = where, words })
	}
	for _, c := range []struct {
		list []Config
		want string
	}{
		{good(func(*Config) {}), ""},
		{nil, ""},
		{good(func(c *Config) { c.Name = " " }), "a command needs a name"},
		{good(func(c *Config) { c.Name = "a\x1b[2Jb" }), "has characters that no name may have"},
		{good(func(c *Config) { c.Name = "vk-test-0000111122223333" }), "has characters that no name may have"},
		{good(func(c *Config) { c.Name = strings.Repeat("x", 41) }), "is longer than 40 characters"},
		{append(good(func(*Config) {}), good(func(c *Config) { c.Name = "remove Dust" })...), `there are two commands named "remove Dust"`},
		{good(func(c *Config) { c.Where = "sheet" }), `"Remove dust": where = "sheet" is unknown: use picture, batch or prompt`},
		{good(func(c *Config) { c.Output = "sound" }), `output = "sound" is unknown: use message, view, prompt or tags`},
		{good(func(c *Config) { c.Where, c.Output, c.Run = Prompt, Tags, []string{"x"} }), "a prompt has no tags"},
		{good(func(c *Config) { c.Limit = "30s" }), ""},
		{good(func(c *Config) { c.Limit = "30" }), `limit = "30" is no duration`},
		{good(func(c *Config) { c.Limit = "-1s" }), `limit = "-1s" is no duration`},
		{good(func(c *Config) { c.Limit = "25h" }), `limit = "25h" is no duration`},
		{run(""), "run: the first word is the program, and it is empty"},
		{run("", "", "x"), "run: the first word is the program, and it is empty"},
		{run("", "curl", "Bearer vk-test-0000111122223333"), "run: there is a key in it"},
		{run("", "{path}"), "the program itself cannot be a placeholder"},
		{run("", "dust", "--to={slug}.png", "{prompt}", "{hash}"), ""},
		{run("", "jq", `{"a": 1}`), ""},
		{run("", "dust", "{pth}"), "nothing is known of {pth}"},
		{run("", "dust", "${path}"), "no shell reads ${path}: write {path}"},
		{run(Picture, "dust", "{paths}"), `{paths} is a word of its own, for where = "batch"`},
		{run(Batch, "dust", "{paths}"), ""},
		{run(Batch, "dust", "--all={paths}"), `{paths} is a word of its own`},
		{run(Batch, "dust", "{path}"), "{path} is about one picture, and a batch has several"},
		{run(Prompt, "llm", "{style}"), ""},
		{run(Prompt, "llm", "{seed}"), "{seed} is about a picture"},
		{run("", "sh", "-c", `cp "$1" "${HOME}/x"`, "sh", "{path}"), ""},
		{run("", "sh", "-c", `cp "${path}" x`), ""},
		{run("", "sh", "-c", "echo {prompt}"), `{prompt} in a script would be read as a part of it`},
		{run("", "env", "A=1", "/usr/bin/python3.11", "-c", "print('{prompt}')"), `{prompt} in a script would be read as a part of it`},
		{run("", "tar", "-c", "{path}"), ""},
		{slices.Repeat(good(func(*Config) {}), 101), "there are more than 100"},
	} {
		got := ""
		if err := Check(c.list); err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%+v: %q, want %q", c.list, got, c.want)
		}
	}
}

// Each placeholder is one argument or a part of one, whatever stands in it.
func TestArgv(t *testing.T) {
	t.Parallel()
	r := api.Request{Operation: api.TextToImage, Prompt: "a boat; rm -rf '$HOME' {seed}\x00", Style: "anime", AspectRatio: "16:9", Seed: 7}
	c := Config{Name: "x", Run: []string{"dust", "{prompt}", "--in={path}", "{style}/{ratio}/{seed}", "{slug}", `{"a": 1}`, "plain"}}
	want := []string{"dust", "a boat; rm -rf '$HOME' {seed}", "--in=/lib/a b.png", "anime/16:9/7", "a-boat-rm-rf-home-seed", `{"a": 1}`, "plain"}
	if got := c.Argv(r, "/lib/a b.png"); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if hash := (Config{Run: []string{"x", "{hash}"}}).Argv(r, "")[1]; hash != r.Hash() {
		t.Errorf("%q", hash)
	}
	c = Config{Run: []string{"sh", "-c", `echo "${path}"`, "sh", "{path}"}}
	if got := c.Argv(r, "/p"); fmt.Sprint(got) != `[sh -c echo "${path}" sh /p]` {
		t.Errorf("%q", got)
	}
	c = Config{Where: Batch, Run: []string{"zip", "out.zip", "{paths}", "-q"}}
	if got := c.ArgvAll([]string{"/a b", "/c"}); !slices.Equal(got, []string{"zip", "out.zip", "/a b", "/c", "-q"}) {
		t.Errorf("%q", got)
	}
}

func TestUsual(t *testing.T) {
	t.Parallel()
	c := Config{Name: "Remove  DUST"}
	if c.ID() != "command.remove-dust" || c.About() != Picture || c.Becomes() != Message || c.Takes() != usualLimit {
		t.Errorf("%+v", c)
	}
	if c.Limit = "90s"; c.Takes() != 90*time.Second {
		t.Error(c.Takes())
	}
}
