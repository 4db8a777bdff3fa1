package key

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

// sources parses the files of the package that are not tests.
func sources(t *testing.T) []*ast.File {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if len(files) < 10 {
		t.Fatalf("only %d files", len(files))
	}
	return files
}

// uses returns the functions that mention each selected name (x.name) or
// keyed field (T{name: …}); what stands outside functions counts as "".
func uses(files []*ast.File, name string) []string {
	var in []string
	for _, f := range files {
		for _, decl := range f.Decls {
			function := ""
			if d, ok := decl.(*ast.FuncDecl); ok {
				function = d.Name.Name
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				found := false
				switch n := n.(type) {
				case *ast.SelectorExpr:
					found = n.Sel.Name == name
				case *ast.KeyValueExpr:
					id, ok := n.Key.(*ast.Ident)
					found = ok && id.Name == name
				}
				if found && !slices.Contains(in, function) {
					in = append(in, function)
				}
				return true
			})
		}
	}
	slices.Sort(in)
	return in
}

// dereferences returns the functions that read *x.name.
func dereferences(files []*ast.File, name string) []string {
	var in []string
	for _, f := range files {
		for _, decl := range f.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				star, ok := n.(*ast.StarExpr)
				if !ok {
					return true
				}
				if sel, ok := star.X.(*ast.SelectorExpr); ok && sel.Sel.Name == name {
					in = append(in, d.Name.Name)
				}
				return true
			})
		}
	}
	return in
}

// TestOnlyNamedFunctionsReveal is the proof that a secret leaves its type in
// few places: one function reads it, and these call that one.
func TestOnlyNamedFunctionsReveal(t *testing.T) {
	t.Parallel()
	files := sources(t)
	if got := dereferences(files, "p"); !slices.Equal(got, []string{"reveal"}) {
		t.Errorf("the secret is read in %q", got)
	}
	if got := uses(files, "p"); !slices.Equal(got, []string{"IsZero", "NewSecret", "reveal"}) {
		t.Errorf("the pointer to the secret is used in %q", got)
	}
	callers := []string{
		"Authorize", // into a request
		"Copy",      // to the clipboard, on demand
		"Warning",   // its beginning only
		"encode",    // into keys.toml
		"keep",      // into the keyring
		"mask",      // its last four characters only
	}
	if got := uses(files, "reveal"); !slices.Equal(got, callers) {
		t.Errorf("the secret leaves its type in %q, not only in %q", got, callers)
	}
}

// TestNoBackDoorToSecrets forbids the packages that could read the pointer
// past the counted functions.
func TestNoBackDoorToSecrets(t *testing.T) {
	t.Parallel()
	for _, f := range sources(t) {
		for _, imported := range f.Imports {
			if path := strings.Trim(imported.Path.Value, `"`); path == "unsafe" || path == "reflect" {
				t.Errorf("%s is imported", path)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			// Secret{x} without a field name would pass the count of "p".
			if lit, ok := n.(*ast.CompositeLit); ok && len(lit.Elts) > 0 {
				id, isIdent := lit.Type.(*ast.Ident)
				if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); isIdent && id.Name == "Secret" && !keyed {
					t.Error("Secret{…} without a field name")
				}
			}
			return true
		})
	}
}
