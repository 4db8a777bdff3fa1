package e2e

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
)

// topLevel is what stands beside dotfiles, folders with a dot and what git is
// told to leave out.
var topLevel = []string{"CHANGELOG.md", "LICENSE", "README.md", "api/", "config.example.toml", "go.mod", "go.sum", "history/", "main.go", "tui/"}

func TestTopLevel(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	entries, err := os.ReadDir(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := os.ReadFile(filepath.Join(repository(t), ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		left := strings.HasPrefix(e.Name(), ".")
		for pattern := range strings.FieldsSeq(string(ignored)) {
			out, _ := path.Match(strings.Trim(pattern, "/"), e.Name()) // a pattern that is none matches nothing
			left = left || out
		}
		switch {
		case left:
		case e.IsDir():
			found = append(found, e.Name()+"/")
		default:
			found = append(found, e.Name())
		}
	}
	slices.Sort(found)
	if !slices.Equal(found, topLevel) {
		t.Errorf("at the top level: %q\nwant %q", found, topLevel)
	}
	if n := lines(t, filepath.Join(repository(t), "main.go")); n >= 40 {
		t.Errorf("main.go has %d lines, want fewer than 40", n)
	}
}

// lines counts the lines of a file.
func lines(t *testing.T, file string) int {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(text, []byte("\n"))
}

// Documents that comments name are there: nobody is sent to what only its author
// had.
func TestCommentsNameDocumentsOfTheRepository(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	document := regexp.MustCompile(`[\w./-]*\w\.md\b`)
	there := map[string]bool{}
	root := repository(t)
	everyFile(t, func(file string) { there[filepath.Base(file)] = true })
	if !there["README.md"] {
		t.Fatal("README.md was not found")
	}
	everyFile(t, func(file string) {
		rel, err := filepath.Rel(root, file)
		if err != nil {
			t.Fatal(err)
		}
		for at, comment := range comments(t, file) {
			for _, name := range document.FindAllString(comment, -1) {
				if !there[path.Base(name)] {
					t.Errorf("%s:%d names %s, which is not here", rel, at, name)
				}
			}
		}
	})
}

// everyFile calls do with each file of the repository but git's own.
func everyFile(t *testing.T, do func(file string)) {
	t.Helper()
	err := filepath.WalkDir(repository(t), func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == ".cache"):
			return filepath.SkipDir
		case entry.Type().IsRegular():
			do(file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// comments returns the comments of a Go file, a shell script or a YAML file by
// their lines.
func comments(t *testing.T, file string) map[int]string {
	t.Helper()
	found := map[int]string{}
	switch {
	case filepath.Ext(file) == ".go":
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range parsed.Comments {
			found[set.Position(group.Pos()).Line] = group.Text()
		}
	case filepath.Base(filepath.Dir(file)) == ".ci", filepath.Ext(file) == ".yml", filepath.Ext(file) == ".toml":
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			if _, comment, ok := strings.Cut(line, "# "); ok {
				found[n] = comment
			}
		}
	}
	return found
}

// longestMedian is what half of the files have less than.
const longestMedian = 130

func TestFilesAreShort(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	type file struct {
		name  string
		lines int
	}
	var files []file
	for _, p := range listed(t) {
		for _, name := range slices.Concat(p.GoFiles, p.IgnoredGoFiles) {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			rel := path.Join(strings.TrimPrefix(p.ImportPath, module), name)
			files = append(files, file{rel, lines(t, filepath.Join(p.Dir, name))})
		}
	}
	sort.Slice(files, func(i, j int) bool { return files[i].lines < files[j].lines })
	if len(files) < 100 {
		t.Fatalf("only %d files were found", len(files))
	}
	median, longest := files[len(files)/2].lines, files[len(files)-1]
	t.Logf("%d files, median %d lines, longest %d: %s", len(files), median, longest.lines, longest.name)
	if median >= longestMedian {
		t.Errorf("half of the files have %d lines or more, want fewer than %d", median, longestMedian)
	}
	if longest.lines > 500 {
		t.Errorf("%s has %d lines, want at most 500", longest.name, longest.lines)
	}
}
