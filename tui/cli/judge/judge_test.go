package judge_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
)

// says is what the description of a picture says of it.
func says(t *testing.T, d *clitest.Desk, path string) history.Sidecar {
	t.Helper()
	e, err := d.Library.Entry(path)
	if err != nil {
		t.Fatal(err)
	}
	return e.Sidecar
}

func TestJudge(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	one, two := d.Paths[1], d.Paths[2]
	printed, said := d.Run(0, "pick", one, two)
	if printed != one+"\n"+two+"\n" || !says(t, d, one).Picked || !says(t, d, two).Picked {
		t.Errorf("picked: %s", printed)
	}
	clitest.Contains(t, said, "2 pictures picked.")
	// The last word wins between the two.
	_, said = d.Run(0, "reject", one)
	if s := says(t, d, one); s.Picked || !s.Rejected {
		t.Errorf("rejected: %+v", s)
	}
	clitest.Contains(t, said, "1 picture rejected.")
	_, said = d.Run(0, "reject", "--undo", one)
	if s := says(t, d, one); s.Picked || s.Rejected {
		t.Errorf("taken back: %+v", s)
	}
	clitest.Contains(t, said, "1 picture no longer rejected.")
	d.Run(0, "rate", "5", one)
	d.Run(0, "tag", "#cover", one)
	d.Run(0, "tag", "sea", one)
	d.Run(0, "tag", "cover", one) // once is enough
	if s := says(t, d, one); s.Rating != 5 || strings.Join(s.Tags, " ") != "cover sea" {
		t.Errorf("rated and tagged: %d %q", s.Rating, s.Tags)
	}
	d.Run(0, "tag", "--undo", "cover", one)
	printed, _ = d.Run(0, "rate", "0", "--query", "tag:sea", "--json")
	var e struct {
		Event, Path string
		Rating      *int
		Tags        []string
	}
	if err := json.Unmarshal([]byte(printed), &e); err != nil || e.Event != "judged" || e.Path != one || e.Rating == nil || *e.Rating != 0 || len(e.Tags) != 1 {
		t.Errorf("%v: %s", err, printed)
	}
	printed, said = d.Run(0, "pick", "--query", "nothing-of-the-kind")
	if printed != "" || said != "No saved picture matches nothing-of-the-kind, so nothing was changed.\n" {
		t.Errorf("%q, %q", printed, said)
	}
}

func TestWrongJudgements(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	one := d.Paths[1]
	gone := filepath.Join(d.Folder, "2026-01-01", "000000-gone-abcdef.jpg")
	elsewhere := filepath.Join(t.TempDir(), "mine.png")
	if err := os.WriteFile(elsewhere, []byte("a photo"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		status int
		args   string
		says   string
	}{
		{2, "rate 6 " + one, "ratings go from 0 (none) to 5"},
		{2, "rate -1 " + one, "-1 looks like a flag: numbers cannot be negative here"},
		{2, "rate -- -1 " + one, "ratings go from 0 (none) to 5"},
		{2, "rate 3.5 " + one, "ratings go from 0"},
		{2, "rate " + one, "ratings go from 0"},
		{2, "rate", "write it as: imagine-tui rate 0-5 FILE…"},
		{2, "rate 5", "name files or folders"},
		{2, "tag a,b " + one, "contains a comma"},
		{2, "tag , " + one, "contains a comma"},
		{2, "tag # " + one, "the tag is empty"},
		{2, "tag " + strings.Repeat("x", 41) + " " + one, "longer than 40"},
		{2, "tag vk-test-0123456789abcdef0123 " + one, "looks like an API key"},
		{2, "pick", "name files or folders"},
		{2, "pick --query is:shiny", "is: accepts"},
		{1, "pick " + gone, "no such file"},
		{1, "pick " + elsewhere, "is not in the library " + d.Folder},
	} {
		printed, said := d.Run(c.status, strings.Fields(c.args)...)
		clitest.Contains(t, said, c.says)
		if printed != "" {
			t.Errorf("%s printed %q", c.args, printed)
		}
	}
	for _, tag := range []string{"", " ", "a b"} {
		_, said := d.Run(2, "tag", tag, one)
		clitest.Contains(t, said, "the tag ")
	}
	if _, err := os.Stat(elsewhere + ".json"); err == nil {
		t.Error("a file of somebody else's was described")
	}
	// What is there is judged all the same.
	printed, _ := d.Run(1, "pick", gone, one)
	if printed != one+"\n" || !says(t, d, one).Picked {
		t.Errorf("beside one that is missing: %q", printed)
	}
}

// TestTwoAtOnce: commands that judge one picture at the same time are both kept.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	one := d.Paths[2]
	var all sync.WaitGroup
	for _, args := range [][]string{
		{"pick", one}, {"rate", "4", one}, {"tag", "cover", one}, {"tag", "sea", one}, {"tag", "night", one},
	} {
		all.Go(func() { d.Run(0, args...) })
	}
	all.Wait()
	if s := says(t, d, one); !s.Picked || s.Rating != 4 || len(s.Tags) != 3 {
		t.Errorf("picked %v, rated %d, tagged %q", s.Picked, s.Rating, s.Tags)
	}
}

func TestAnotherLibrary(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	other := clitest.New(t)
	printed, _ := other.Run(0, "history", "--library", d.Folder, "is:picked", "--json")
	clitest.Contains(t, printed, d.Paths[0])
	printed, _ = other.Run(0, "pick", "--library", d.Folder, "--query", "dusk seed:1")
	if printed != d.Paths[2]+"\n" || !says(t, d, d.Paths[2]).Picked {
		t.Errorf("picked %q", printed)
	}
	file, missing := d.Paths[0], filepath.Join(d.Folder, "nowhere")
	for _, command := range []string{"history", "history rebuild", "pick --all", "trash list", "doctor --check", "recover", "video list"} {
		for at, says := range map[string]string{missing: "there is no such folder", file: "that is a file, not a folder"} {
			printed, said := other.Run(2, append(strings.Fields(command), "--library", at)...)
			clitest.Contains(t, said, "--library "+at+": "+says)
			if printed != "" && command != "doctor --check" {
				t.Errorf("%s printed %q", command, printed)
			}
		}
	}
	_, said := other.Run(2, "history", "--library", "")
	clitest.Contains(t, said, "--library", "name a folder")
	locked := t.TempDir()
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadDir(locked); err == nil {
		t.Skip("this account reads folders that nobody may read")
	}
	_, said = other.Run(1, "history", "--library", locked)
	clitest.Contains(t, said, "--library "+locked+" cannot be read: permission denied")
}
