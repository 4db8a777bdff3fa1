//go:build unix

package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// spies puts an opener, a clipboard tool and an editor on the computer, each of
// which writes down its environment, and returns where.
func (h *home) spies(t *testing.T) (seen []string) {
	t.Helper()
	opened := h.opener(t, "")
	seen = append(seen, opened+".env")
	for _, name := range []string{"xclip", "edit"} {
		path := h.path("bin", name)
		script := "#!/bin/sh\nenv > " + h.path(name+".new") + "\nmv " + h.path(name+".new") + " " + h.path(name+".env") + "\n"
		if name == "xclip" {
			script += "cat > /dev/null\n"
		} else {
			script += "printf 'an edited prompt' > \"$1\"\n"
		}
		h.write(path, script)
		if err := os.Chmod(path, 0o700); err != nil {
			t.Fatal(err)
		}
		seen = append(seen, h.path(name+".env"))
	}
	h.set("EDITOR", h.path("bin", "edit"))
	return seen
}

// Whatever is wrong with the config, and however a variable with a key is
// called, no program that the studio starts has it.
func TestCase77ChildrenSeeNoKey(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"no mistake":      "[[key]]\nname = \"work\"\nsource = \"env:WORK_KEY\"\n",
		"an unknown name": "colour = 7\n[[key]]\nname = \"work\"\nsource = \"env:WORK_KEY\"\n",
		"a wrong type":    "[[key]]\nname = 7\nsource = \"env:WORK_KEY\"\n",
		"no TOML":         "[[key]\nname = work\nsource = env:WORK_KEY\n",
		"cut off":         "[[key]]\nname = \"work\"\nsource = \"env:WORK_KEY",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure(quick)
			h.one(t)
			h.configure(config)
			seen := h.spies(t)
			h.set("IMAGINE_API_KEY", "CANARY-of-no-known-shape-1")
			h.set("WORK_KEY", "CANARY-of-no-known-shape-2")
			h.set("MY_SECRET", "vk-test-CANARY-0000111122")
			h.set("HTTP_HEADER", "Authorization: Bearer vk-test-CANARY-0000111133")
			s := h.studio(120, 40)
			s.waitText("a boat")
			s.toResults()
			s.waitPicture(40)
			s.press("o")
			s.waitText("Opened ")
			s.press("y", "p")
			s.waitText("Copied the prompt.")
			s.press("ctrl+o")
			s.waitText("an edited prompt")
			s.waitFor("what each of them saw", func(string) bool { // an opener may take its time
				return !slices.ContainsFunc(seen, func(path string) bool { _, err := os.Stat(path); return err != nil })
			})
			s.leave()
			for _, path := range seen {
				text := read(t, path)
				if !strings.Contains(text, "HOME=") || !strings.Contains(text, "HTTP_HEADER=Authorization: Bearer vk-…") || strings.Contains(text, "CANARY") {
					t.Errorf("%s: %s", path, text)
				}
			}
		})
	}
}

// Whoever starts a program gives it an environment of its own, and the one
// function that makes those is asked for it.
func TestCase77EveryChildHasAnEnvironment(t *testing.T) {
	t.Parallel()
	started := 0
	everyFile(t, func(path string) {
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(filepath.ToSlash(path), "/.ci/") {
			return // tests and what measures the program are no part of it
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			starts, set := environments(decl)
			started += starts
			if starts != set {
				t.Errorf("%s starts %d programs and gives %d an environment", path, starts, set)
			}
		}
	})
	if started < 3 {
		t.Errorf("%d programs are started: the test does not see them", started)
	}
}

// environments counts where a declaration prepares a program, and where it sets
// the environment of one to something else than the process's own.
func environments(decl ast.Decl) (starts, set int) {
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok {
				if in, ok := f.X.(*ast.Ident); ok && (in.Name == "exec" && strings.HasPrefix(f.Sel.Name, "Command") ||
					in.Name == "os" && f.Sel.Name == "StartProcess" || in.Name == "syscall" && f.Sel.Name == "Exec") {
					starts++
				}
			}
		case *ast.AssignStmt:
			if f, ok := n.Lhs[0].(*ast.SelectorExpr); ok && f.Sel.Name == "Env" && cleanEnvironment(n.Rhs[0]) {
				set++
			}
		}
		return true
	})
	return starts, set
}

// cleanEnvironment tells whether an expression is what CleanEnviron returned:
// at once, by the method that only calls it, or handed in by that name; or names
// all that is in it.
func cleanEnvironment(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CallExpr:
		f, ok := e.Fun.(*ast.SelectorExpr)
		return ok && (f.Sel.Name == "CleanEnviron" || f.Sel.Name == "environ")
	case *ast.Ident:
		return e.Name == "env"
	case *ast.CompositeLit:
		return true
	}
	return false
}
