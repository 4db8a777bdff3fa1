package e2e

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What one type may be: more is several things under one name.
const (
	mostMethods = 80
	mostFields  = 30
	// mostHelpers is how many functions of a package may take a pointer to one
	// of its own structs: they are methods under another name.
	mostHelpers = 80
)

// size is how large a type is, counted with what it has from those it embeds.
type size struct{ methods, fields, helpers int }

// tooLarge are types that are being taken apart: each may shrink and must not
// grow, and leaves the list once it is small enough.
var tooLarge = map[string]size{}

// No type does everything: not by its methods and fields, and not by functions
// that take it as an argument in their place.
func TestNoTypeDoesEverything(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	sizes := map[string]size{}
	ignored := 0
	for _, p := range checked(t) {
		measure(p.Package, sizes)
	}
	for _, p := range listed(t) {
		ignored += len(p.IgnoredGoFiles)
	}
	t.Logf("%d types; %d files for other systems are not looked into", len(sizes), ignored)
	largest(t, sizes, "methods", func(s size) int { return s.methods })
	largest(t, sizes, "fields", func(s size) int { return s.fields })
	largest(t, sizes, "functions that take it", func(s size) int { return s.helpers })
	for name, is := range sizes {
		most := size{mostMethods, mostFields, mostHelpers}
		over := is.methods > most.methods || is.fields > most.fields || is.helpers > most.helpers
		known, listed := tooLarge[name]
		if listed {
			most = size{max(known.methods, mostMethods), max(known.fields, mostFields), max(known.helpers, mostHelpers)}
		}
		switch {
		case listed && !over:
			t.Errorf("%s is small enough now (%+v): take it out of the exceptions", name, is)
		case is.methods > most.methods || is.fields > most.fields || is.helpers > most.helpers:
			t.Errorf("%s has become too large: %+v, at most %+v", name, is, most)
		}
	}
	for name := range tooLarge {
		if _, found := sizes[name]; !found {
			t.Errorf("there is no %s any more: take it out of the exceptions", name)
		}
	}
}

// largest prints the three types that have most of something.
func largest(t *testing.T, sizes map[string]size, of string, count func(size) int) {
	t.Helper()
	names := make([]string, 0, len(sizes))
	for name := range sizes {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if n := count(sizes[b]) - count(sizes[a]); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	var said []string
	for _, name := range names[:min(3, len(names))] {
		said = append(said, fmt.Sprintf("%s %d", name, count(sizes[name])))
	}
	t.Logf("most %s: %s", of, strings.Join(said, ", "))
}

// source is a package of ours as the type checker sees it.
type source struct {
	*types.Package
	set   *token.FileSet
	files []*ast.File
	info  *types.Info
}

// checked type-checks every package of ours from its source. What they import
// comes from what the compiler left behind, ours as well as others'.
func checked(t *testing.T) []source {
	t.Helper()
	exports := map[string]string{}
	all := listed(t, "-export", "-deps")
	for _, p := range all {
		exports[p.ImportPath] = p.Export
	}
	set := token.NewFileSet()
	lookup := importer.ForCompiler(set, "gc", func(path string) (io.ReadCloser, error) {
		file := exports[path]
		if file == "" {
			file = exports["vendor/"+path] // of the standard library
		}
		return os.Open(file)
	})
	var found []source
	for _, p := range all {
		if !p.ours() || len(p.GoFiles) == 0 {
			continue
		}
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		config := types.Config{Importer: lookup}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
		checked, err := config.Check(p.ImportPath, set, files, info)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, source{checked, set, files, info})
	}
	return found
}

// measure notes the sizes of the types of a package.
func measure(p *types.Package, sizes map[string]size) {
	name := func(of types.Object) string { return strings.TrimPrefix(p.Path(), module) + "." + of.Name() }
	scope := p.Scope()
	for _, each := range scope.Names() {
		typeName, ok := scope.Lookup(each).(*types.TypeName)
		if !ok || typeName.IsAlias() {
			continue
		}
		s := sizes[name(typeName)]
		s.methods = types.NewMethodSet(types.NewPointer(typeName.Type())).Len()
		if plain, ok := typeName.Type().Underlying().(*types.Interface); ok {
			s.methods = plain.NumMethods()
		}
		if structure, ok := typeName.Type().Underlying().(*types.Struct); ok {
			s.fields = countFields(structure, map[types.Type]bool{})
		}
		sizes[name(typeName)] = s
	}
	for _, each := range scope.Names() {
		function, ok := scope.Lookup(each).(*types.Func)
		if !ok {
			continue
		}
		for taken := range structsTaken(function, p) {
			s := sizes[name(taken)]
			s.helpers++
			sizes[name(taken)] = s
		}
	}
}

// countFields counts the fields of a struct and those it has from the structs it
// embeds.
func countFields(s *types.Struct, seen map[types.Type]bool) int {
	n := s.NumFields()
	for field := range s.Fields() {
		if !field.Embedded() {
			continue
		}
		of := field.Type()
		if pointer, ok := of.Underlying().(*types.Pointer); ok {
			of = pointer.Elem()
		}
		if inner, ok := of.Underlying().(*types.Struct); ok && !seen[of] {
			seen[of] = true
			n += countFields(inner, seen)
		}
	}
	return n
}

// structsTaken returns the structs of the package that a function takes a
// pointer to, among its arguments.
func structsTaken(f *types.Func, p *types.Package) map[*types.TypeName]bool {
	taken := map[*types.TypeName]bool{}
	for argument := range f.Signature().Params().Variables() {
		of := argument.Type()
		if list, ok := of.(*types.Slice); ok { // any number of them
			of = list.Elem()
		}
		pointer, ok := types.Unalias(of).(*types.Pointer)
		if !ok {
			continue
		}
		named, ok := types.Unalias(pointer.Elem()).(*types.Named)
		if !ok || named.Obj().Pkg() != p {
			continue
		}
		if _, ok := named.Underlying().(*types.Struct); ok {
			taken[named.Obj()] = true
		}
	}
	return taken
}

// The measure itself is tried.
func TestMeasure(t *testing.T) {
	t.Parallel()
	const text = `package a
type inner struct { x, y int; *deep }
type deep struct { z int }
func (deep) far() {}
func (*inner) near() {}
type Outer struct { inner; n int }
func (*Outer) own() {}
type Alias = Outer
func one(*Outer) {}
func two(o *Alias, many ...*Outer) {}
func three(Outer, func(*Outer)) {}
`
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "a.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	var config types.Config
	p, err := config.Check(module+"a", set, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]size{}
	measure(p, sizes)
	if got, want := sizes["a.Outer"], (size{methods: 3, fields: 6, helpers: 2}); got != want || sizes["a.Alias"] != (size{}) {
		t.Errorf("%+v, want %+v", sizes, want)
	}
}
