package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pages are the packages whose comment tells a stranger the way.
var pages = []string{"api", "history", "tui"}

// declared is what the packages of the module declare: by the name of a
// package, which several may share, "Func", "Type", "Type.Method" and
// "Type.field".
type declared map[string]map[string]bool

// readDeclared reads every file that is no test, and the comments of pages.
func readDeclared(t *testing.T) (all declared, comments map[string][]string) {
	t.Helper()
	all, comments = declared{}, map[string][]string{}
	root := repository(t)
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		if file.Doc != nil {
			dir := folderOf(t, name)
			comments[dir] = append(comments[dir], file.Doc.Text())
		}
		all.add(file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, comments
}

// add takes in what a file declares.
func (d declared) add(file *ast.File) {
	names := d[file.Name.Name]
	if names == nil {
		names = map[string]bool{}
		d[file.Name.Name] = names
	}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			name := decl.Name.Name
			if decl.Recv != nil {
				name = receiver(decl.Recv.List[0].Type) + "." + name
			}
			names[name] = true
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						names[name.Name] = true
					}
				case *ast.TypeSpec:
					names[spec.Name.Name] = true
					for _, member := range members(spec.Type) {
						names[spec.Name.Name+"."+member] = true
					}
				}
			}
		}
	}
}

// receiver is the name of a method's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// members are the fields of a struct, or the methods of an interface.
func members(e ast.Expr) []string {
	var list *ast.FieldList
	switch e := e.(type) {
	case *ast.StructType:
		list = e.Fields
	case *ast.InterfaceType:
		list = e.Methods
	default:
		return nil
	}
	var names []string
	for _, field := range list.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return names
}

// has tells whether a name of a page is declared: in the page's own package,
// or in the one it begins with.
func (d declared) has(page, name string) bool {
	if d[path.Base(page)][name] {
		return true
	}
	pkg, rest, found := strings.Cut(name, ".")
	return found && d[pkg][rest]
}

var (
	quotedName = regexp.MustCompile("`([^`\n]+)`|\\[([A-Za-z_][A-Za-z0-9_.]*)\\]")
	goName     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,2}$`)
)

// TestPagesNameWhatThereIs holds the three pages against the tree: what stands
// in backquotes or brackets is a folder, or declared in a package. Each page is
// the only comment of its package, names a good deal, and fits on two screens.
func TestPagesNameWhatThereIs(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	all, comments := readDeclared(t)
	for _, page := range pages {
		if len(comments[page]) != 1 {
			t.Errorf("package %s has %d comments: all of it belongs into its doc.go", page, len(comments[page]))
			continue
		}
		text := comments[page][0]
		if lines := strings.Count(text, "\n"); lines > 110 {
			t.Errorf("the page of %s has %d lines, which is more than two screens", page, lines)
		}
		var names []string
		for _, m := range quotedName.FindAllStringSubmatch(text, -1) {
			names = append(names, m[1]+m[2])
		}
		for _, name := range names {
			switch {
			case strings.Contains(name, "/"):
				if _, err := os.Stat(filepath.Join(repository(t), filepath.FromSlash(name))); err != nil {
					t.Errorf("the page of %s names %s, which is not there", page, name)
				}
			case !goName.MatchString(name):
				t.Errorf("the page of %s has %q in backquotes, which is no name", page, name)
			case !all.has(page, name):
				t.Errorf("the page of %s names %s, which is not declared: say what took its place", page, name)
			}
		}
		if slices.Sort(names); len(slices.Compact(names)) < 30 {
			t.Errorf("the page of %s names only %d things", page, len(names))
		}
	}
}
