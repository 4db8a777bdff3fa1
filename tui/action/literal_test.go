package action

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What a key does stands in this package alone: elsewhere no key is compared
// with, bound, or made up. Keys that edit text are here too, see EditOf. Which
// keys a terminal keeps for itself is a fact of that terminal, and stands there.
func TestNoKeyIsNamedElsewhere(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	n := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		rel := strings.TrimPrefix(filepath.ToSlash(path), "../")
		switch {
		case err != nil:
			return err
		case d.IsDir() && (rel == "action" || rel == "e2e" || rel == "terminal" || d.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		n++
		spoken := !strings.HasPrefix(rel, "cli/") && !strings.HasPrefix(rel, "app/") // those speak in a shell
		for _, m := range keysIn(file, spoken) {
			t.Errorf("%s: %s", files.Position(m.at), m.what)
		}
		return nil
	})
	if err != nil || n < 100 {
		t.Fatalf("%d files, %v", n, err)
	}
}

// The scan finds what it is for.
func TestTheScanFindsKeys(t *testing.T) {
	t.Parallel()
	for _, code := range []string{
		`import "charm.land/bubbles/v2/key"`,
		`func f(k tea.KeyPressMsg) bool { return k.String() == "enter" }`,
		`func f(k tea.KeyPressMsg) { switch k.String() { case "j", "down": } }`,
		`func f(k tea.KeyPressMsg) { switch k.Text { case "j": } }`,
		`func f(k tea.KeyPressMsg) { switch s := k.Keystroke(); s { case "ctrl+t": } }`,
		`func f(k tea.KeyPressMsg) bool { return "g" != k.String() }`,
		`func f(k tea.KeyPressMsg) bool { return k.Code == tea.KeyEnter }`,
		`func f(k tea.KeyPressMsg) bool { return k.Code == 'g' }`,
		`func f(p pane) { p.Update(tea.KeyPressMsg{Code: 's'}) }`,
		`var b = key.NewBinding(key.WithKeys("x"))`,
		`var s = "enter takes it"`,
		`var s = "nothing here. esc shows all"`,
		`var s = "f2 next"`,
		`var s = "press ctrl+o to open"`,
		`var s = "x drops it"`,
		`var s = "Top up, then R; or another"`,
		`var s = "g q shows them"`,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n"+code, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if len(keysIn(file, true)) == 0 {
			t.Errorf("nothing is found in %s", code)
		}
	}
	for _, code := range []string{
		`func f(s state) bool { return s == "done" }`,
		`func f(p path) string { return p.String() + " " }`,
		`func f(p path) bool { return p.String() == "" }`,
		`var s = "{dialog.accept} takes it · {result.drop} drops it"`,
		`var s = "a boat with a space between"`,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n"+code, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keysIn(file, true) {
			t.Errorf("%s: %s", code, m.what)
		}
	}
}

// mention is a key that is named.
type mention struct {
	at   token.Pos
	what string
}

// keysIn returns the keys that a file names. spoken looks into sentences too.
func keysIn(file *ast.File, spoken bool) []mention {
	var out []mention
	say := func(n ast.Node, what string) { out = append(out, mention{n.Pos(), what}) }
	keyed := map[string]bool{} // variables that hold the name of a key
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			if n.Path.Value == `"charm.land/bubbles/v2/key"` {
				say(n, "keys are bound in tui/action")
			}
			return false
		case *ast.AssignStmt:
			for i, right := range n.Rhs {
				if left, is := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.Ident); is && saysKey(right) {
					keyed[left.Name] = true
				}
			}
		case *ast.SelectorExpr:
			if from, is := n.X.(*ast.Ident); is {
				switch {
				case from.Name == "tea" && tellingCode.MatchString(n.Sel.Name):
					say(n, "tea."+n.Sel.Name+" names a key")
				case from.Name == "key" && (n.Sel.Name == "NewBinding" || n.Sel.Name == "WithKeys"):
					say(n, "keys are bound in tui/action")
				}
			}
		case *ast.CompositeLit:
			if made, is := n.Type.(*ast.SelectorExpr); is && made.Sel.Name == "KeyPressMsg" {
				say(n, "a key is made up: do what it means instead, see Act")
			}
		case *ast.BinaryExpr:
			for _, side := range [2][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
				if (n.Op == token.EQL || n.Op == token.NEQ) && (saysKey(side[0]) || isKeyed(side[0], keyed)) && namesKey(side[1]) {
					say(n, "a key is compared with its name")
				}
			}
		case *ast.SwitchStmt:
			if n.Tag == nil || !saysKey(n.Tag) && !isKeyed(n.Tag, keyed) {
				return true
			}
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					if namesKey(e) {
						say(e, "a key is compared with its name")
					}
				}
			}
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); spoken && n.Kind == token.STRING && err == nil {
				if found := inSentence.FindString(withoutIDs.ReplaceAllString(text, "…")); found != "" {
					say(n, strconv.Quote(found)+" names a key in a sentence: write {the.action}")
				}
			}
		}
		return true
	})
	return out
}

var (
	// tellingCode are the codes of keys in the terminal library.
	tellingCode = regexp.MustCompile(`^Key(Up|Down|Left|Right|Home|End|PgUp|PgDown|Enter|Return|Esc|Escape|Tab|Space|Backspace|Delete|Insert|F\d+)$`)
	withoutIDs  = regexp.MustCompile(`\{[a-z0-9.]+\}`)
	// inSentence are keys as sentences name them: by name at a border of words,
	// or a letter before what it does.
	inSentence = regexp.MustCompile(`(?:^|[ (·])(?:` +
		`(?:ctrl|alt|shift)\+\S+|f\d{1,2}\b|(?:enter|esc|tab|pgup|pgdn|backspace)\b` +
		`|[gbey] [a-z] (?:shows|goes|offers|opens|copies)` +
		`|[a-zA-Z.+!?^] (?:then|drops?|stops?|tries|try|sends|saves|asks|makes (?:another|a new|it)|adds|picks?|rejects|undoes|takes|opens|writes|brings|goes|lets|marks|keeps|deletes|again)\b` +
		`|then [a-zA-Z.+!?^](?:$|[;.,])` +
		`)`)
)

// saysKey tells whether an expression is the name, the text or the code of a
// key that was pressed.
func saysKey(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CallExpr:
		called, is := e.Fun.(*ast.SelectorExpr)
		return is && (called.Sel.Name == "String" || called.Sel.Name == "Keystroke") && len(e.Args) == 0
	case *ast.SelectorExpr:
		return e.Sel.Name == "Text" || e.Sel.Name == "Code"
	case *ast.ParenExpr:
		return saysKey(e.X)
	}
	return false
}

func isKeyed(e ast.Expr, keyed map[string]bool) bool {
	name, is := e.(*ast.Ident)
	return is && keyed[name.Name]
}

// namesKey tells whether an expression is the name of a key.
func namesKey(e ast.Expr) bool {
	lit, is := e.(*ast.BasicLit)
	if !is || lit.Kind != token.STRING && lit.Kind != token.CHAR {
		return false
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil || text == "" {
		return false
	}
	_, err = parseKey(text)
	return err == nil || text == " "
}
