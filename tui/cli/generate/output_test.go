package generate_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// one is the last event of a kind.
func one(t *testing.T, printed, kind string) (e struct {
	Event, Path, Output, Hash string
	Reused                    bool
},
) {
	t.Helper()
	for line := range strings.Lines(printed) {
		if strings.Contains(line, `"event":"`+kind+`"`) {
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				t.Fatal(err)
			}
		}
	}
	return e
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestOutput(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	dir := t.TempDir()
	fox := filepath.Join(dir, "fox.jpg")
	args := []string{"generate", "a red fox", "--seed", "7", "--output", fox}
	printed, said := d.Run(0, args...)
	if printed != fox+"\n" {
		t.Errorf("printed %q, said %q", printed, said)
	}
	// Beside the library's own, and the same bytes.
	printed, _ = d.Run(0, append(args, "--json")...)
	e := one(t, printed, "saved")
	if !e.Reused || e.Output != fox || !strings.HasPrefix(e.Path, d.Folder) || !bytes.Equal(read(t, fox), read(t, e.Path)) {
		t.Errorf("again: %+v", e)
	}
	// It is there, and the library lost its own: nothing is made.
	if err := os.Remove(e.Path); err != nil {
		t.Fatal(err)
	}
	printed, _ = d.Run(0, append(args, "--json")...)
	if e := one(t, printed, "saved"); !e.Reused || e.Path != fox {
		t.Errorf("without the library's own: %+v in %s", e, printed)
	}
	// Any other file stays, and nothing is made.
	was := read(t, fox)
	for _, more := range [][]string{{"--seed", "8"}, {"--again"}, {"--seed", "8", "--dry-run"}} {
		printed, said = d.Run(2, append(args, more...)...)
		clitest.Contains(t, said, "--output "+fox+": another file is there, and nothing is ever overwritten")
		if printed != "" || !bytes.Equal(read(t, fox), was) {
			t.Errorf("%q: printed %q", more, printed)
		}
	}
	for to, want := range map[string]string{
		filepath.Join(dir, "nowhere", "fox.jpg"): "there is no folder " + filepath.Join(dir, "nowhere"),
		dir:                                      "that is a folder",
		filepath.Join(dir, "{colour}.jpg"):       "nothing is known of {colour}",
		filepath.Join(fox, "fox.jpg"):            "--output ",
	} {
		_, said = d.Run(2, "generate", "a red fox", "--seed", "9", "--output", to)
		clitest.Contains(t, said, want)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%d files beside", len(files))
	}
}

func TestOutputOfSeveral(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	dir := t.TempDir()
	args := []string{"generate", "a {red|blue} fox", "--seed", "7-8", "-s", "anime"}
	_, said := d.Run(2, append(args, "--output", filepath.Join(dir, "fox.jpg"))...)
	clitest.Contains(t, said, "4 pictures would go there", "{hash}, {seed}, {style} or {n}")
	_, said = d.Run(2, append(args, "--output", filepath.Join(dir, "{seed}.jpg"))...)
	clitest.Contains(t, said, "4 pictures would go there")
	printed, _ := d.Run(0, append(args, "--output", filepath.Join(dir, "{style}-{seed}-{n}.jpg"))...)
	for _, name := range []string{"anime-7-1.jpg", "anime-8-2.jpg", "anime-7-3.jpg", "anime-8-4.jpg"} {
		if !strings.Contains(printed, filepath.Join(dir, name)+"\n") || len(read(t, filepath.Join(dir, name))) == 0 {
			t.Errorf("%s is missing in %s", name, printed)
		}
	}
	planned, _ := d.Run(0, "generate", "a red fox", "--seed", "7", "-s", "anime", "--dry-run", "--json")
	printed, _ = d.Run(0, "generate", "a red fox", "--seed", "7", "-s", "anime", "--output", filepath.Join(dir, "{hash}.jpg"))
	if want := filepath.Join(dir, one(t, planned, "request").Hash+".jpg"); printed != want+"\n" {
		t.Errorf("%s, want %s", printed, want)
	}
}

func TestStandardOutput(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	args := []string{"generate", "a red fox", "--seed", "7"}
	printed, _ := d.Run(0, append(args, "--json")...)
	want := string(read(t, one(t, printed, "saved").Path))
	for _, flags := range [][]string{{"-o", "-"}, {"--output", "-"}} {
		printed, said := d.Run(0, append(args, flags...)...)
		if printed != want {
			t.Errorf("%q: %d bytes, want %d", flags, len(printed), len(want))
		}
		clitest.Contains(t, said, "1 saved (1 already there)")
		for _, c := range []struct {
			call []string
			says string
		}{
			{[]string{"generate", "a {red|blue} fox", "--seed", "7"}, "-o - writes one picture, and this plan has 2"},
			{[]string{"generate", "fox", "--seed", "1-3"}, "-o - writes one picture, and this plan has 3"},
			{append(args, "--json"), "where --json writes events"},
		} {
			printed, said := d.Run(2, append(c.call, flags...)...)
			clitest.Contains(t, said, c.says)
			if printed != "" && c.says != "where --json writes events" {
				t.Errorf("%q printed %q", c.call, printed)
			}
		}
	}
	// What was not there is made, and saved too.
	printed, _ = d.Run(0, "generate", "a blue fox", "--seed", "7", "-o", "-")
	listed, _ := d.Run(0, "history", "blue", "--json")
	if saved := read(t, one(t, listed, "result").Path); printed != string(saved) {
		t.Errorf("%d bytes, saved are %d", len(printed), len(saved))
	}
	_, said := d.Run(2, "generate", "fox", "-o", "-", "--output", "fox.jpg")
	clitest.Contains(t, said, "name two places")
}

// TestPromptFromStandardInput: all of it is one prompt, and never "-".
func TestPromptFromStandardInput(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	args := []string{"generate", "-", "--seed", "7", "--dry-run", "--json"}
	for in, want := range map[string]string{
		"a red fox\nin the snow\n":          `"prompt":"a red fox\nin the snow"`,
		"\xff\xfea\x00 \x00f\x00o\x00x\x00": `"prompt":"a fox"`,
	} {
		d.Input = in
		printed, _ := d.Run(0, args...)
		clitest.Contains(t, printed, want)
	}
	for in, want := range map[string]string{
		"":                         "write a prompt first: this one is empty",
		"\n \n":                    "write a prompt first: this one is empty",
		"fox\xff":                  "standard input, line 1 is not UTF-8 text",
		"{a|":                      "is never closed",
		strings.Repeat("x", 2<<20): "has more than 1024 KiB",
		"vk-test-CANARY1234567890": "looks like an API key",
	} {
		d.Input = in
		_, said := d.Run(2, args...)
		clitest.Contains(t, said, want)
	}
	d.Input = "a fox"
	_, said := d.Run(2, append(args, "--from", "-")...)
	clitest.Contains(t, said, "use only one of them")
	printed, _ := d.Run(0, "generate", "-", "--seed", "7")
	if !strings.Contains(printed, "a-fox") {
		t.Errorf("made %s", printed)
	}
}

// TestQuiet: nothing is said but what went wrong.
func TestQuiet(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Env["IMAGINE_API_KEY"] = "vk-test-0123456789"
	_, said := d.Run(0, "generate", "a fox", "--seed", "7", "-k", "sandbox")
	clitest.Contains(t, said, "IMAGINE_API_KEY is set and not used: the key is sandbox. --key env uses it.", "1 saved")
	printed, said := d.Run(0, "generate", "a fox", "--seed", "8", "-k", "sandbox", "--quiet")
	if said != "" || !strings.HasSuffix(printed, ".jpg\n") {
		t.Errorf("printed %q, said %q", printed, said)
	}
	if printed, said = d.Run(0, "history", "nothing-such", "--quiet"); printed != "" || said != "" {
		t.Errorf("printed %q, said %q", printed, said)
	}
	_, said = d.Run(1, "generate", "a fox", "--seed", "9", "-o", d.Env["IMAGINE_CONFIG"], "--quiet")
	clitest.Contains(t, said, "Failed (imagine-turbo, seed 9, a fox, key sandbox): ")
	if strings.Contains(said, "0 saved") {
		t.Errorf("narration: %s", said)
	}
}
