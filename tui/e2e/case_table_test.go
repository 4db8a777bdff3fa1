package e2e

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// cases are the faults the program is tried with. Each names the test that shows
// most of it; others of the same number are found beside it by their names.
var cases = []struct {
	number int
	fault  string
	test   string // package and function
}{
	{1, "keys.toml others can read", "api/key TestCase01OpenModeRefused"},
	{2, "keys.toml a link, of another owner, a folder, a pipe", "api/key TestCase02NotAFileOfOnesOwn"},
	{3, "a key in config.toml", "api/key TestCase03LiteralKeyInConfig"},
	{4, "no bus to a keyring", "api/key TestCase04NoBus"},
	{5, "a keyring that never answers", "tui/e2e TestCase05StudioWhileTheKeyringHangs"},
	{6, "a keyring that refuses to save", "api/key TestCase06KeyringRefusesToSave"},
	{7, "a variable that is not set", "api/key TestCase07VariableNotSet"},
	{8, "a helper that fails and shows the key", "api/key TestCase08HelperFailsWithTheKeyOnStderr"},
	{9, "a helper that never ends, with children", "api/key TestCase09HelperAndItsChildrenAreKilled"},
	{10, "a helper that prints too much, or oddly", "api/key TestCase10WhatHelpersPrint"},
	{11, "a key with a newline in it", "api/key TestCase11RefusedBeforeAnyRequest"},
	{12, "401", "tui/e2e TestCase12RefusedKey"},
	{13, "ps, /proc, environments of children", "tui/e2e TestCase13NoKeyInProcesses"},
	{14, "a panic", "tui/cli TestCase14ForcedPanic"},
	{15, "killed while keys are saved", "api/key TestCase15KilledWhileSaving"},
	{16, "keys.toml that cannot be read", "api/key TestCase16BrokenKeysFileIsLeftAlone"},
	{17, "a full results folder", "tui/e2e TestCase17FullResultsFolder"},
	{18, "a full state folder", "tui/e2e TestCase18FullStateFolderSendsNothing"},
	{19, "a folder that can only be read, or not be written", "tui/e2e TestCase19ReadOnlyResultsFolder"},
	{20, "the folder goes while pictures come", "tui/e2e TestCase20FolderGoesWhileRunning"},
	{21, "kill -9 in each state of the journal", "history TestCase21KilledInEachState"},
	{22, "kill -9 at any moment", "tui/e2e TestCase22KilledAtAnyMoment"},
	{23, "two instances on one folder", "tui/e2e TestCase23TwoInstances"},
	{24, "the same prompt in the same second", "history TestCase24SameSecondSamePrompt"},
	{25, "prompts that are no file names", "history TestCase25HostilePrompts"},
	{26, "links that lead out of the folder", "history TestCase26LinksAreNotFollowed"},
	{27, "the sidecar cannot be written", "history TestCase27SidecarFails"},
	{28, "sidecars that are broken, newer, huge", "history TestCase28OddSidecars"},
	{29, "a picture or a sidecar alone", "history TestCase29Halves"},
	{30, "the cache is gone or damaged", "history TestCase30CacheIsDisposable"},
	{31, "ten thousand results", "tui/e2e TestCase31StudioWithTenThousandResults"},
	{32, "clocks that go back", "history TestCase32ClockJumpsBack"},
	{33, "file systems without hard links", "history TestCase33NoHardLinks"},
	{34, "pictures edited by hand", "tui/e2e TestCase34EditedByHand"},
	{35, "redirects", "tui/e2e TestCase35RedirectsAreNotFollowed"},
	{36, "pictures on another host", "tui/e2e TestCase36NoKeyForOtherHosts"},
	{37, "no connection", "tui/e2e TestCase37NotSentIsTriedAgainAndSaid"},
	{38, "reset after the request", "tui/e2e TestCase38LostAnswerIsNeverAskedForAgain"},
	{39, "502, 504, kept connections that close", "tui/e2e TestCase39BadGatewayAndClosedConnections"},
	{40, "429 and how long to wait", "tui/app TestCase40RetryAfter"},
	{41, "429 for ever", "tui/e2e TestCase41TooManyForEverStops"},
	{42, "no answer, and one that drips", "tui/app TestCase42NoAnswerAndDrippingAnswer"},
	{43, "answers cut off", "tui/e2e TestCase43CutAnswers"},
	{44, "a gzip bomb", "tui/e2e TestCase44GzipBomb"},
	{45, "a picture of 400 megapixels", "tui/e2e TestCase45HugePicture"},
	{46, "200 without a picture", "tui/e2e TestCase46AnswersThatAreNoPicture"},
	{47, "content of another kind than said", "tui/e2e TestCase47ContentDecidesTheKind"},
	{48, "large, odd, deep error bodies", "tui/e2e TestCase48ErrorBodies"},
	{49, "JSON without what is needed", "tui/e2e TestCase49OddJSON"},
	{50, "a video that flaps, and one that never ends", "tui/app TestCase50FlappingVideo"},
	{51, "no network for ten minutes", "tui/app TestCase51NetworkOffForTenMinutes"},
	{52, "an expired link", "tui/app TestCase52ExpiredLink"},
	{53, "stopped on each part of the way", "tui/app TestCase53Stopped"},
	{54, "quitting with work", "tui/e2e TestCase54QuitWithWork"},
	{55, "base URLs that must not be", "tui/e2e TestCase55AddressesOfKeys"},
	{56, "proxies", "tui/e2e TestCase56Proxies"},
	{57, "a private certificate authority", "tui/e2e TestCase57PrivateAuthority"},
	{58, "enter twice, and held down", "tui/e2e TestCase58DoublePress"},
	{59, "source pictures that cannot be sent", "tui/app TestCase59SourcePictures"},
	{60, "a server that writes to the terminal", "tui/e2e TestCase60HostileServer"},
	{61, "file names that do", "tui/e2e TestCase61FileNames"},
	{62, "recipes that do", "tui/e2e TestCase62HostileRecipes"},
	{63, "large pastes, and keys", "tui/e2e TestCase63LargePastesAndKeys"},
	{64, "editors", "tui/e2e TestCase64Editors"},
	{65, "openers", "tui/e2e TestCase65Openers"},
	{66, "sizes, signals, closed outputs", "tui/e2e TestCase66Terminals"},
	{67, "no terminal, a dumb one, no colours", "tui/e2e TestCase67NoTerminal"},
	{68, "configs", "tui/e2e TestCase68Configs"},
	{69, "fuzz targets", "tui/e2e TestCase69FuzzTargets"},
	{70, "all of it under goleak and the race detector", "tui/e2e TestCase70LeaksAndRaces"},
	{71, "every way a connection can end once the order was read", "api TestCase71OneBodyHoweverAConnectionEnds"},
	{78, "other protocols, early refusals, connections that close as an order goes", "api TestCase78RefusalDuringALargeUpload"},
}

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

// The table is whole: every case has its test, and every test with a number
// has its case.
func TestCasesAreTried(t *testing.T) {
	t.Parallel()
	found := testFunctions(t)
	byNumber := map[int][]string{}
	numbered := regexp.MustCompile(`^TestCase(\d\d)[A-Z]`)
	for dir, names := range found {
		for _, name := range names {
			if m := numbered.FindStringSubmatch(name); m != nil {
				n := int(m[1][0]-'0')*10 + int(m[1][1]-'0')
				byNumber[n] = append(byNumber[n], dir+" "+name)
			}
		}
	}
	if len(cases) < 70 {
		t.Errorf("%d cases in the table, want 70 and more", len(cases))
	}
	for i, c := range cases {
		if i > 0 && c.number <= cases[i-1].number {
			t.Errorf("case %d stands behind case %d", c.number, cases[i-1].number)
		}
		dir, name, _ := strings.Cut(c.test, " ")
		if !slices.Contains(found[dir], name) || !strings.HasPrefix(name, fmt.Sprintf("TestCase%02d", c.number)) {
			t.Errorf("case %d (%s): there is no test %s with its number", c.number, c.fault, c.test)
		}
		list := byNumber[c.number]
		slices.Sort(list)
		t.Logf("%2d  %s: %s", c.number, c.fault, strings.Join(list, ", "))
		delete(byNumber, c.number)
	}
	for n, list := range byNumber {
		t.Errorf("case %d is not in the table: %q", n, list)
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
	script, err := os.ReadFile(filepath.Join(repository(t), ".ci", "run"))
	if err != nil || !strings.Contains(string(script), "go test -race -timeout 25m ./...") {
		t.Errorf(".ci/run does not test all of it with the race detector: %v", err)
	}
}
