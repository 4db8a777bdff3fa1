package generate_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api/media"
	"imagine-tui/history"
	"imagine-tui/history/upload/uploadtest"
	"imagine-tui/tui/cli/clitest"
)

// planned writes a plan and returns its file and its lines.
func planned(t *testing.T, d *clitest.Desk, args ...string) (file string, lines []string) {
	t.Helper()
	printed, _ := d.Run(0, append([]string{"plan"}, args...)...)
	file = filepath.Join(t.TempDir(), "plan.jsonl")
	write(t, file, printed)
	return file, strings.Split(strings.TrimSpace(printed), "\n")
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// events are those of a name in what was printed.
func events(t *testing.T, printed, name string) (list []map[string]any) {
	t.Helper()
	for line := range strings.Lines(printed) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if e["event"] == name {
			list = append(list, e)
		}
	}
	return list
}

// results are the hashes of what is saved, with how often each is.
func results(t *testing.T, d *clitest.Desk) map[string]int {
	t.Helper()
	got := map[string]int{}
	if err := d.Library.Load(t.Context(), 0, func(e history.Entry) bool {
		got[e.Sidecar.Request.Hash()]++
		return true
	}); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestPlan: what plan writes, generate --plan sends, seeds as they were drawn, once
// however often it is called and by whichever shards, from a file and from a pipe.
func TestPlan(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	file, lines := planned(t, d, "a {red|blue|red} boat", "-s", "anime,imagine-turbo", "--seed", "random:3")
	clitest.Contains(t, lines[0], `{"event":"planned","runs":12,"tokens":36,"saved":0,"to_pay":36,"unknown":0,"under_way":0}`)
	if len(lines) != 13 || len(results(t, d)) != 0 {
		t.Fatalf("%d lines, %d saved", len(lines), len(results(t, d)))
	}
	_, other := planned(t, d, "a {red|blue} boat", "-s", "anime", "--seed", "random")
	if slices.Contains(lines, other[1]) {
		t.Error("a seed was drawn twice")
	}
	text := strings.Join(lines, "\n")
	printed, said := d.Run(0, "generate", "--plan", file, "--dry-run", "--json")
	if strings.TrimSpace(printed) != text {
		t.Errorf("a dry run of a plan prints\n%s\nof\n%s", printed, text)
	}
	clitest.Contains(t, said, "12 requests")
	sent := 0
	for i := range 3 {
		printed, _ := d.Run(0, "generate", "--plan", file, "--shard", fmt.Sprintf("%d/3", i), "--json")
		saved := events(t, printed, "saved")
		sent += len(saved)
		for _, e := range saved {
			if e["reused"] == true {
				t.Errorf("shard %d sends what another has: %v", i, e)
			}
		}
	}
	want := map[string]int{}
	for _, e := range events(t, text, "request") {
		want[e["hash"].(string)]++
	}
	if got := results(t, d); sent != 12 || !maps.Equal(got, want) {
		t.Errorf("%d sent, %v saved of %v", sent, got, want)
	}
	// Blank lines and other events are left out, and a line that stands there twice is
	// paid once.
	d.Input = "\n" + text + "\n{\"event\":\"saved\",\"more\":[1]}\r\n" + text + "\n"
	printed, said = d.Run(0, "generate", "--plan", "-", "--json")
	if n := strings.Count(printed, `"reused":true`); n != 24 {
		t.Errorf("%d reused: %s", n, printed)
	}
	clitest.Contains(t, printed, `{"event":"planned","runs":12,"tokens":36,"saved":12,"to_pay":0,`)
	clitest.Contains(t, said, "24 saved (24 already there)")
	left, err := filepath.Glob(filepath.Join(d.State(), "plan-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	// A shard stays what it is when the plan grows.
	more, _ := planned(t, d, "a {red|blue} boat", "-s", "anime,imagine-turbo", "--seed", "1-9")
	small, _ := planned(t, d, "a red boat", "-s", "anime", "--seed", "1-9")
	in := func(file string) (hashes []string) {
		printed, _ := d.Run(0, "generate", "--plan", file, "--shard", "1/2", "--dry-run", "--json")
		for _, e := range events(t, printed, "request") {
			hashes = append(hashes, e["hash"].(string))
		}
		return hashes
	}
	all := in(more)
	for _, hash := range in(small) {
		if !slices.Contains(all, hash) {
			t.Errorf("%s is in the shard of a part, and not in that of all", hash)
		}
	}
}

// TestPlansThatAreWrong: one line that cannot be sent keeps all from being sent, from a
// pipe too, and --skip-bad leaves it out. What it holds is not printed, nor is a key.
func TestPlansThatAreWrong(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	_, lines := planned(t, d, "a boat", "-s", "anime", "--seed", "1-2")
	good := lines[1]
	const secret = "vk-test-CANARY1234567890"
	with := func(member string) string { return strings.TrimSuffix(good, "}") + "," + member + "}" }
	for line, want := range map[string]string{
		`{"event":"requ`:               "is no whole object in JSON",
		"a boat":                       "is no whole object in JSON",
		`["event"]`:                    "is no object in JSON",
		`{"prompt":"a boat"}`:          `has no "event"`,
		with(`"colour":"red"`):         `"colour" is no part of a request`,
		with(`"key":"` + secret + `"`): "looks like an API key",
		with(`"key":"vk\u002dtest-CANARY1234567890"`):                            "looks like an API key",
		with(`"key":"nobody"`):                                                   `here is no key "nobody"`,
		with(`"tags":["two words"]`):                                             "a tag is one word",
		with(`"tags":"one"`):                                                     `"tags" is a string`,
		with(`"output":"nowhere/at/all.jpg"`):                                    "there is no folder",
		with(`"output":"."`):                                                     "that is a folder",
		strings.Replace(good, `"a boat"`, `"a ship"`, 1):                         "hash is not that of its request",
		strings.Replace(good, `"seed":1`, `"seed":0`, 1):                         "seed 0 is out of range",
		strings.Replace(good, `"seed":1`, `"seed":"1"`, 1):                       `"seed" is a string`,
		strings.Replace(good, `text-to-image`, `text-to-poem`, 1):                "no operation",
		strings.Replace(good, `"take":1`, `"take":-1`, 1):                        "take -1",
		`{"event":"request","operation":"upscale","inputs":[{"field":"image"}]}`: "n input has no path",
		`{"event":"request","operation":"upscale","inputs":[{"path":"a.png"}]}`:  "has no sha256",
		`{"event":"request","operation":"upscale","inputs":[{"paths":"a.png"}]}`: "n input has a member that is none",
	} {
		d.Input = good + "\n\n" + line + "\n" + lines[2] + "\n"
		printed, said := d.Run(2, "generate", "--plan", "-", "--json", "--shard", "0/2")
		clitest.Contains(t, said, "plan from standard input, line 3: ", want, "1 of 3 lines cannot be sent, so nothing was sent")
		clitest.Contains(t, printed, `{"event":"bad_line","line":3,"message":`)
		if strings.Contains(printed+said, "CANARY") {
			t.Errorf("the key is told: %s%s", printed, said)
		}
	}
	if n := len(results(t, d)); n != 0 {
		t.Errorf("%d were sent", n)
	}
	d.Input = good + "\nno line\n" + lines[2] + "\n"
	_, said := d.Run(0, "generate", "--plan", "-", "--skip-bad")
	clitest.Contains(t, said, "line 2: ", "2 requests · 1 left out", "2 saved")
	d.Input = ""
	folder := t.TempDir()
	for line, want := range map[string]string{
		"generate --plan /nowhere/at":          "/nowhere/at cannot be read",
		"generate --plan " + folder:            "is a folder",
		"generate --plan -":                    "holds no requests",
		"generate --plan - --shard 2/2":        "of 2 shards the first is 0 and the last 1",
		"generate --plan - --shard -1/2":       "there is no -1",
		"generate --plan - --shard 1":          "write which of how many",
		"generate --plan - -o -":               "does not go with --plan",
		"generate --plan - a":                  "already says what to make",
		"generate --plan - -s anime":           "already says what to make",
		"generate a --shard 0/2":               "name it with --plan",
		"generate a --skip-bad":                "--plan",
		"generate --plan " + secret + ".jsonl": "looks like an API key",
	} {
		_, said := d.Run(2, strings.Fields(line)...)
		clitest.Contains(t, said, want)
	}
	d.Input = good + "\n"
	_, said = d.Run(2, "generate", "--from", "-")
	clitest.Contains(t, said, "line 1: that is an object in JSON", "--plan sends")
}

// TestPlansOfFiles: files are named from where the plan is, and have to be what they
// were, themselves or as they are prepared; what is added to lines is done.
func TestPlansOfFiles(t *testing.T) {
	d := clitest.New(t)
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	photo := filepath.Join(here, "photos", "a photo.jpg")
	if err := os.MkdirAll(filepath.Dir(photo), 0o755); err != nil {
		t.Fatal(err)
	}
	camera := uploadtest.File{Format: media.JPEG, Turn: 6, Marked: true}.Of(t, uploadtest.Stored(uploadtest.Patches(30, 40), 6))
	write(t, photo, string(camera))
	_, lines := planned(t, d, "--op", "upscale", "--image", photo)
	clitest.Contains(t, lines[1], `"path":"photos/a photo.jpg"`)
	if kept, _ := filepath.Glob(filepath.Join(d.Folder, ".inputs", "*")); len(kept) > 0 {
		t.Errorf("planning kept %v", kept)
	}
	line := strings.TrimSuffix(lines[1], "}") + `,"key":"sandbox","tags":["tall","#sharp"],"output":"tall.jpg"}` + "\n"
	write(t, "plan.jsonl", line)
	t.Chdir(t.TempDir()) // from anywhere
	file := filepath.Join(here, "plan.jsonl")
	printed, _ := d.Run(0, "generate", "--plan", file, "--json")
	clitest.Contains(t, printed, `"reused":false`, `"output":`+quoted(filepath.Join(here, "tall.jpg")))
	path := events(t, printed, "saved")[0]["path"].(string)
	e, err := d.Library.Entry(path)
	if err != nil || !slices.Equal(e.Sidecar.Tags, []string{"tall", "sharp"}) || e.Sidecar.Request.Inputs[0].From != photo {
		t.Errorf("%v, %+v", err, e.Sidecar)
	}
	delivered, err := os.ReadFile(filepath.Join(here, "tall.jpg"))
	if saved, saveErr := os.ReadFile(path); err != nil || saveErr != nil || string(saved) != string(delivered) {
		t.Errorf("%v, %v", err, saveErr)
	}
	printed, _ = d.Run(0, "generate", "--plan", file, "--json")
	clitest.Contains(t, printed, `"reused":true`)
	write(t, photo, string(uploadtest.File{Format: media.JPEG, Marked: true}.Of(t, uploadtest.Patches(30, 40))))
	_, said := d.Run(2, "generate", "--plan", file)
	clitest.Contains(t, said, "line 1: ", "a photo.jpg has changed since it was planned")
	if err := os.Remove(photo); err != nil {
		t.Fatal(err)
	}
	_, said = d.Run(2, "generate", "--plan", file)
	clitest.Contains(t, said, "line 1: ", "no such file")
}

func quoted(path string) string {
	text, _ := json.Marshal(path)
	return string(text)
}

// TestPlanOfAnyLength: a plan may be longer than what is sent at once, and its lines are
// those that the template makes, each once.
func TestPlanOfAnyLength(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	prompts := filepath.Join(t.TempDir(), "prompts.txt")
	write(t, prompts, strings.Repeat("a {boat|ship}\n", 700)+"a {1..6000} kite\n"+strings.Repeat("fox\n", 600)+"a {oak\n")
	args := []string{"plan", "--from", prompts, "-s", "anime,imagine-turbo", "--seed", "3"}
	_, said := d.Run(2, args...)
	clitest.Contains(t, said, "prompts.txt, line 1302: ", "Column 3")
	write(t, prompts, strings.Repeat("a {boat|ship}\n", 700)+"a {1..6000} kite\n"+strings.Repeat("fox\n", 600))
	printed, said := d.Run(0, args...)
	clitest.Contains(t, printed, `{"event":"planned","runs":12006,"tokens":36018,`)
	if n := strings.Count(printed, `"event":"request"`); n != 12006 {
		t.Errorf("%d lines, said %s", n, said)
	}
	_, said = d.Run(2, "generate", "{1..200} {1..200} boats", "-s", "anime", "--seed", "1", "--yes")
	clitest.Contains(t, said, "40000 pictures", "imagine-tui plan")
	d.Input = printed
	printed, said = d.Run(0, "generate", "--plan", "-", "--shard", "0/4000", "--json")
	clitest.Contains(t, said, "saved · free on sandbox")
	if saved := events(t, printed, "saved"); len(saved) != len(results(t, d)) {
		t.Errorf("%d saved of %d", len(saved), len(results(t, d)))
	}
}
