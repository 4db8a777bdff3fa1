package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
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

// Strings say one word for one thing: the list of terms, words.md,
// has those that are not said.
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
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
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
}
