package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// measuring are the functions and methods of others that measure or cut text in
// cells, by the package they are called on.
var measuring = map[string][]string{
	"ansi": {
		"StringWidth", "StringWidthWc", "Truncate", "TruncateWc", "TruncateLeft", "TruncateLeftWc", "Cut", "CutWc", "Wrap", "WrapWc", "Wordwrap",
		"WordwrapWc", "Hardwrap", "HardwrapWc", "FirstGraphemeCluster", "GraphemeWidth", "WcWidth",
	},
	"lipgloss": {"Width", "Height", "Size", "JoinHorizontal", "JoinVertical", "Place", "PlaceHorizontal", "PlaceVertical"},
}

// foreign are packages that do nothing else.
var foreign = []string{"github.com/clipperhouse/displaywidth", "github.com/mattn/go-runewidth", "github.com/rivo/uniseg"}

// One package measures text in cells, so that all of a frame follows one rule.
func TestTextIsMeasuredInOnePlace(t *testing.T) {
	t.Parallel()
	for _, p := range listed(t) {
		if p.ImportPath == module+"tui/cells" {
			continue
		}
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range file.Imports {
				if slices.Contains(foreign, strings.Trim(i.Path.Value, `"`)) {
					t.Errorf("%s: text is measured by tui/cells", fset.Position(i.Pos()))
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if on, ok := s.X.(*ast.Ident); ok && slices.Contains(measuring[on.Name], s.Sel.Name) {
						t.Errorf("%s: %s.%s measures; tui/cells does that", fset.Position(s.Pos()), on.Name, s.Sel.Name)
					}
				}
				return true
			})
		}
	}
}
