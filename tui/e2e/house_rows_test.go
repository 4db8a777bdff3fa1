package e2e

import (
	"go/ast"
	"go/types"
	"slices"
	"testing"
)

// A row is changed in the gallery alone, so that everybody who draws it hears of
// it: elsewhere only by a function that the gallery calls with the row. A copy
// is everybody's own.
func TestRowsChangeInTheGallery(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	changed := 0
	for _, p := range checked(t) {
		if p.Path() == module+"tui/gallery" {
			continue
		}
		for _, file := range p.files {
			lent := lentRows(p, file)
			ast.Inspect(file, func(n ast.Node) bool {
				for _, target := range targets(n) {
					owner := ownerOf(p, target)
					if owner == nil {
						continue
					}
					changed++
					if root, ok := ast.Unparen(owner).(*ast.Ident); !ok || !slices.Contains(lent, p.info.Uses[root]) {
						t.Errorf("%s: changes a row of the gallery behind its back", p.set.Position(target.Pos()))
					}
				}
				return true
			})
		}
	}
	if changed == 0 {
		t.Error("no change was seen: the test looks at nothing")
	}
}

// targets are what a statement assigns to.
func targets(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	}
	return nil
}

// ownerOf returns the pointer to a row or a batch through which a field is
// assigned, nil for anything else.
func ownerOf(p source, target ast.Expr) ast.Expr {
	for {
		switch e := ast.Unparen(target).(type) {
		case *ast.IndexExpr:
			target = e.X
		case *ast.StarExpr:
			if ofGallery(p.info.TypeOf(e.X)) {
				return e.X
			}
			return nil
		case *ast.SelectorExpr:
			if ofGallery(p.info.TypeOf(e.X)) {
				return e.X
			}
			target = e.X
		default:
			return nil
		}
	}
}

// ofGallery tells whether a type points to a row or a batch of the gallery.
func ofGallery(t types.Type) bool {
	to, ok := t.(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := to.Elem().(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != module+"tui/gallery" {
		return false
	}
	return named.Obj().Name() == "Row" || named.Obj().Name() == "Batch"
}

// lentRows are the rows that function literals of a file get as arguments.
func lentRows(p source, file *ast.File) []types.Object {
	var out []types.Object
	ast.Inspect(file, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncLit); ok {
			for _, field := range f.Type.Params.List {
				for _, name := range field.Names {
					out = append(out, p.info.Defs[name])
				}
			}
		}
		return true
	})
	return out
}
