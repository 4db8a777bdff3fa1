package e2e

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// testFunctions are all tests and fuzz targets of the module, by the folder of
// their package.
func testFunctions(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	root := repository(t)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		dir := folderOf(t, path)
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
				found[dir] = append(found[dir], f.Name.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// folderOf names the folder of a file as the tables of this file do.
func folderOf(t *testing.T, path string) string {
	t.Helper()
	dir, err := filepath.Rel(repository(t), filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(dir)
}

// casePage is what cases.md says: the case a heading begins, and the tests it
// names, "api/key TestCase01OpenModeRefused", with what each shows.
type casePage struct {
	numbers []int
	tests   map[string]string
	wrong   []string // lines that are not as they should be
}

var (
	caseHeading = regexp.MustCompile(`^### (\d+)\. \S`)
	caseTest    = regexp.MustCompile("^- `((\\S+) TestCase(\\d\\d)[A-Z][A-Za-z0-9]*)`: ([A-Z0-9].*\\.)$")
)

func readCases(t *testing.T) casePage {
	t.Helper()
	page := casePage{tests: map[string]string{}}
	number := 0
	for line := range strings.Lines(read(t, "cases.md")) {
		line = strings.TrimRight(line, "\n")
		if m := caseHeading.FindStringSubmatch(line); m != nil {
			number, _ = strconv.Atoi(m[1]) // digits alone
			page.numbers = append(page.numbers, number)
			continue
		}
		if !strings.HasPrefix(line, "- ") {
			continue
		}
		m := caseTest.FindStringSubmatch(line)
		if m == nil || m[3] != fmt.Sprintf("%02d", number) || page.tests[m[1]] != "" {
			page.wrong = append(page.wrong, line)
			continue
		}
		page.tests[m[1]] = m[4]
	}
	return page
}

// TestCasesAreTried holds cases.md against the tree: every test with a number
// stands there under its case, with what it shows, and every test that stands
// there is in the tree.
func TestCasesAreTried(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	page := readCases(t)
	for _, line := range page.wrong {
		t.Errorf("cases.md: under its case and once there should be \"- `folder TestCaseNNName`: A sentence.\", not %q", line)
	}
	if !slices.IsSorted(page.numbers) || len(slices.Compact(slices.Clone(page.numbers))) != len(page.numbers) {
		t.Errorf("cases.md: the numbers are %v", page.numbers)
	}
	for n := 1; n <= 70; n++ {
		if !slices.Contains(page.numbers, n) {
			t.Errorf("cases.md: case %d is gone", n)
		}
	}
	numbered := regexp.MustCompile(`^TestCase\d`)
	tried := map[string]bool{}
	for dir, names := range testFunctions(t) {
		for _, name := range names {
			if !numbered.MatchString(name) {
				continue
			}
			test := dir + " " + name
			tried[test] = true
			if page.tests[test] == "" {
				t.Errorf("cases.md does not say what %s shows", test)
			}
		}
	}
	for test := range page.tests {
		if !tried[test] {
			t.Errorf("cases.md names %s, which is not in the tree", test)
		}
	}
	for _, n := range page.numbers {
		prefix := fmt.Sprintf(" TestCase%02d", n)
		if !slices.ContainsFunc(slices.Collect(maps.Keys(page.tests)), func(test string) bool { return strings.Contains(test, prefix) }) {
			t.Errorf("cases.md: nothing tries case %d", n)
		}
	}
}

// fuzzed are what strangers write and the program reads, each with the target
// that tries it.
var fuzzed = map[string]string{
	"the cleaner":                       "api/clean FuzzClean",
	"the config":                        "tui/app FuzzDecodeStrict",
	"keys in the config":                "api/key FuzzCheckConfigText",
	"the keys file":                     "api/key FuzzParseKeys",
	"sidecars":                          "history FuzzSidecar",
	"the journal":                       "history/journal FuzzEntry",
	"recipes inside PNG and JPEG":       "history/recipe FuzzRead",
	"parameters of other studios":       "history/recipe FuzzParameters",
	"errors of the API":                 "api FuzzDecodeError",
	"answers of the API":                "api FuzzAnswer",
	"what the API says of videos":       "api FuzzVideo",
	"pictures":                          "api FuzzCheckPicture",
	"Retry-After":                       "api FuzzRetryAfter",
	"names of files":                    "history FuzzSlug",
	"templates":                         "api/plan/template FuzzParse",
	"certificates of a private network": "api FuzzCAFile",
}

// The targets are there, begin with examples, and .ci/run knows them as those
// that are tried for longest.
func TestCase69FuzzTargets(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	found := testFunctions(t)
	script, err := os.ReadFile(filepath.Join(repository(t), ".ci", "fuzz.sh"))
	if err != nil {
		t.Fatal(err)
	}
	for what, target := range fuzzed {
		dir, name, _ := strings.Cut(target, " ")
		if !slices.Contains(found[dir], name) {
			t.Errorf("nothing tries %s: there is no %s", what, target)
		}
		if !regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(dir) + ` ` + name + `$`).Match(script) {
			t.Errorf(".ci/fuzz.sh does not list %s", target)
		}
	}
}

// Packages that start goroutines look for those left over at the end of their
// tests, and all tests run with the race detector too.
func TestCase70LeaksAndRaces(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	starts := map[string]bool{}
	looks := map[string]bool{}
	root := repository(t)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case filepath.Ext(path) != ".go":
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		dir := folderOf(t, path)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				starts[dir] = starts[dir] || !strings.HasSuffix(path, "_test.go")
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "goleak" && strings.HasPrefix(n.Sel.Name, "Verify") {
					looks[dir] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(starts) < 3 {
		t.Errorf("only %v start goroutines", starts)
	}
	for dir, does := range starts {
		if does && !looks[dir] {
			t.Errorf("%s starts goroutines, and its tests do not look for those left over", dir)
		}
	}
	for file, line := range map[string]*regexp.Regexp{
		"run":      regexp.MustCompile(`(?m)^\s*CGO_ENABLED=1 test_all -race( -timeout \S+)?$`),
		"tests.sh": regexp.MustCompile(`(?m)^\s*if go test "\$@" \./\.\.\. `),
	} {
		script, err := os.ReadFile(filepath.Join(repository(t), ".ci", file))
		if err != nil || !line.Match(script) {
			t.Errorf(".ci/%s does not test all of it with the race detector: %v", file, err)
		}
	}
}
