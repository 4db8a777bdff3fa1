package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// refusedWords reads the list of terms: what is not said, and what is instead.
func refusedWords(comment string) map[string]string {
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^ +(\w+(?: \w+)?)  +.*; not: (.+)$`).FindAllStringSubmatch(comment, -1) {
		for _, word := range strings.Split(m[2], ", ") {
			out[word] = m[1]
		}
	}
	return out
}

// misworded lists the strings of a file that say what the terms refuse.
func misworded(file *ast.File, refused map[string]string) (out []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		lit, is := n.(*ast.BasicLit)
		if !is || lit.Kind != token.STRING {
			return true
		}
		for word, term := range refused {
			if strings.Contains(strings.ToLower(lit.Value), word) {
				out = append(out, lit.Value+" says "+word+", and the term is "+term)
			}
		}
		return true
	})
	return out
}

// mispaged lists the lines of a page that say what the terms refuse.
func mispaged(text string, refused map[string]string) (out []string) {
	for line := range strings.Lines(text) {
		for word, term := range refused {
			if regexp.MustCompile(`(?i)(^|\W)` + regexp.QuoteMeta(word) + `(\W|$)`).MatchString(line) {
				out = append(out, strings.TrimSpace(line)+" says "+word+", and the term is "+term)
			}
		}
	}
	return out
}

// reachesAReader tells whether a file holds what is read beside the program: the
// README, the topics of help and the example config.
func reachesAReader(root, name string) bool {
	name, _ = filepath.Rel(root, name)
	topic, _ := filepath.Match(filepath.Join("tui", "cli", "help", "*.md"), name)
	return topic || name == "README.md" || name == "config.example.toml"
}

// Strings and pages say one word for one thing: the list of terms, words.md, has
// those that are not said. Helps and completions are strings.
func TestOneWordForOneThing(t *testing.T) {
	t.Parallel()
	root := repository(t)
	list, err := os.ReadFile(filepath.Join(root, "tui", "e2e", "words.md"))
	if err != nil {
		t.Fatal(err)
	}
	refused := refusedWords(string(list))
	if len(refused) < 20 {
		t.Fatalf("the list of terms has only %d words that are not said", len(refused))
	}
	planted, err := parser.ParseFile(token.NewFileSet(), "planted.go", "package p\n\nvar s = \"2 runs are under way.\"", 0)
	if err != nil || len(misworded(planted, refused)) != 1 {
		t.Fatalf("a word that was planted is not found: %v", err)
	}
	pageTerms := maps.Clone(refused)
	delete(pageTerms, "arrow key") // a key of the keyboard that a page may name
	if len(mispaged("2 runs\nare under way.", pageTerms)) != 1 {
		t.Fatal("a word that was planted in a page is not found")
	}
	pages := 0
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case reachesAReader(root, name):
			pages++
			text, err := os.ReadFile(name)
			for _, wrong := range mispaged(string(text), pageTerms) {
				t.Errorf("%s: %s", name, wrong)
			}
			return err
		case filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		for _, wrong := range misworded(file, refused) {
			t.Errorf("%s: %s", name, wrong)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages < 12 {
		t.Errorf("only %d pages were read", pages)
	}
}
