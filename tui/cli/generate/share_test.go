package generate_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"imagine-tui/history/claim"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/order"
)

// paid gives a desk a key that costs, for a service that answers as handler does.
func paid(t *testing.T, d *clitest.Desk, handler http.Handler) {
	t.Helper()
	service := httptest.NewServer(handler)
	t.Cleanup(service.Close)
	d.Env["IMAGINE_KEY_FOR_TESTS"] = "vk-test-0123456789"
	d.Configure(fmt.Sprintf("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_KEY_FOR_TESTS\"\nbase_url = %q\n", service.URL+"/v2"))
}

// refusing answers with a status and a code of the API, and counts.
func refusing(asked *atomic.Int64, status, code int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"error":{"code":%d,"message":"because"}}`, code)
	})
}

func status(t *testing.T, path string) order.Status {
	t.Helper()
	s, err := order.ReadStatus(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestExitStatusOfABusyService: where nothing but the service's being busy kept
// something from being sent, the same command is to be run again; a failure of another
// kind says more.
func TestExitStatusOfABusyService(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	d := clitest.New(t)
	_, lines := planned(t, d, "a {red|blue} boat", "-s", "anime", "--seed", "1")
	file := filepath.Join(t.TempDir(), "status.json")
	for _, c := range []struct{ http, code, exit int }{{429, 1202, 75}, {503, 1200, 75}, {400, 1300, 1}, {401, 1001, 3}} {
		paid(t, d, refusing(&asked, c.http, c.code))
		d.Input = strings.Join(lines, "\n")
		d.Run(c.exit, "generate", "--plan", "-", "-k", "work", "--yes", "--status", file)
		if s := status(t, file); s.Failed != 2 || s.Unsent != 0 || !s.Ended || s.Exit == nil || *s.Exit != c.exit {
			t.Errorf("%d: %+v", c.code, s)
		}
		without := c.exit // a plan
		if without == exit.Later {
			without = exit.Failed
		}
		d.Run(without, "generate", "a boat", "--seed", "1", "-k", "work", "--yes")
	}
}

// TestNothingIsSentUnpriced: a line of a plan is paid where it goes, so that the same
// request for another key has a price of its own; what --skip-bad leaves out for where
// its picture should go is not sent after all; and of two pictures for one file the
// second is refused before anything is paid.
func TestNothingIsSentUnpriced(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	d := clitest.New(t)
	_, lines := planned(t, d, "a {red|blue} boat", "-s", "anime", "--seed", "1")
	paid(t, d, refusing(&asked, 400, 1300))
	with := func(line int, members string) string {
		return strings.TrimSuffix(lines[line], "}") + "," + members + "}\n"
	}
	taken := filepath.Join(t.TempDir(), "taken.jpg")
	write(t, taken, "mine")
	free := filepath.Join(filepath.Dir(taken), "free.jpg")

	d.Input = with(1, `"key":"sandbox"`) + with(1, `"key":"work"`)
	_, said := d.Run(2, "generate", "--plan", "-", "-k", "sandbox", "--max-tokens", "0")
	clitest.Contains(t, said, "2 requests", "Nothing was sent")
	_, said = d.Run(2, "generate", "--plan", "-", "-k", "sandbox", "--dry-run", "--max-tokens", "0")
	clitest.Contains(t, said, "2 requests")

	d.Input = with(1, `"output":`+quoted(taken)+`,"key":"work"`) + with(2, `"key":"sandbox"`)
	_, said = d.Run(0, "generate", "--plan", "-", "--skip-bad", "--yes")
	clitest.Contains(t, said, "1 left out", "1 saved")

	d.Input = with(1, `"output":`+quoted(free)+`,"key":"work"`) + with(2, `"output":`+quoted(free)+`,"key":"work"`)
	_, said = d.Run(2, "generate", "--plan", "-", "--yes")
	clitest.Contains(t, said, "line 2: ", "that of a line before it")
	if n := asked.Load(); n != 0 {
		t.Errorf("%d were sent", n)
	}
}

// TestAgainOnceEach: all of a plan again is each of its requests once, as it is priced.
func TestAgainOnceEach(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	_, lines := planned(t, d, "a boat", "-s", "anime", "--seed", "1")
	d.Input = lines[1] + "\n" + lines[1] + "\n"
	for i := range 2 {
		printed, _ := d.Run(0, "generate", "--plan", "-", "--again", "--json")
		clitest.Contains(t, printed, `"runs":1,`)
		total := 0
		for _, n := range results(t, d) {
			total += n
		}
		if total != i+1 {
			t.Errorf("%d pictures after %d calls", total, i+1)
		}
	}
}

// TestARefusedKeyIsNotTriedForEachLine: what the service says of a key holds for the
// rest of a plan, however long that is.
func TestARefusedKeyIsNotTriedForEachLine(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	d := clitest.New(t)
	file, _ := planned(t, d, "boat {1..1000}", "-s", "anime", "--seed", "1")
	paid(t, d, refusing(&asked, 401, 1001))
	kept := filepath.Join(t.TempDir(), "status.json")
	_, said := d.Run(3, "generate", "--plan", file, "-k", "work", "-j", "2", "--yes", "--status", kept)
	clitest.Contains(t, said, "not sent")
	// No more are handed over before it is heard than the queue has at a time.
	if s := status(t, kept); asked.Load() == 0 || s.Failed > 256 || s.Failed+s.Unsent != 1000 {
		t.Errorf("%d were sent: %+v", asked.Load(), s)
	}
}

// TestMaxFailures: after so many failures nothing more is sent.
func TestMaxFailures(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	d := clitest.New(t)
	file, _ := planned(t, d, "boat {1..500}", "-s", "anime", "--seed", "1")
	kept := filepath.Join(t.TempDir(), "status.json")
	refuse := refusing(&asked, 400, 1300)
	paid(t, d, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for asked.Load() >= 6 { // whoever counts the failures may be slower than who sends
			if s, err := order.ReadStatus(kept); err == nil && s.Failed >= 5 || r.Context().Err() != nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		refuse.ServeHTTP(w, r)
	}))
	_, said := d.Run(1, "generate", "--plan", file, "-k", "work", "-j", "2", "--yes", "--max-failures", "5", "--status", kept)
	clitest.Contains(t, said, "--max-failures is 5", "not sent")
	if n := asked.Load(); n < 5 || n > 9 {
		t.Errorf("%d were sent", n)
	}
	if s := status(t, kept); s.Planned != 500 || s.Failed+s.Unsent != 500 || s.Failed > 9 {
		t.Errorf("%+v", s)
	}
	d.Run(2, "generate", "a boat", "--max-failures", "-1")
}

// TestStatusFiles: each shard tells in its file how far it is, and status adds them up:
// what is saved counts once, whoever paid, and runs of the same shard take it over.
func TestStatusFiles(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	plan, _ := planned(t, d, "a {red|blue|green} boat", "-s", "anime,imagine-turbo", "--seed", "1")
	dir := t.TempDir()
	file := func(i int) string { return filepath.Join(dir, fmt.Sprintf("status-%d.json", i)) }
	send := func(i int, to string) []string {
		return []string{"generate", "--plan", plan, "--shard", fmt.Sprintf("%d/3", i), "--status", to, "--quiet"}
	}
	for i := range 3 {
		d.Run(0, send(i, file(i))...)
		d.Run(0, send(i, file(i))...) // once more
	}
	printed, said := d.Run(0, "status", file(0), file(1), file(2))
	clitest.Contains(t, printed, "0/3\t", "sum\t6 planned\t6 saved\t6 already there\t0 no answer\t0 failed\t0 not sent\t18 tokens\t0 working")
	if strings.Contains(said, "shard") {
		t.Error(said)
	}
	printed, said = d.Run(0, "status", file(0), file(2), "--json")
	clitest.Contains(t, printed, `"event":"plan_total","files":2,"working":0,"missing":[1]`)
	clitest.Contains(t, said, "No file here tells of 1 shard: 1.")
	s := status(t, file(1))
	if s.Shard != "1/3" || len(s.Plan) != 64 || s.Started.IsZero() || s.Updated.Before(s.Started) {
		t.Errorf("%+v", s)
	}
	// What would lie, or be overwritten.
	_, said = d.Run(2, send(0, file(1))...)
	clitest.Contains(t, said, "that is the status of shard 1/3, and this is shard 0/3")
	_, said = d.Run(2, send(0, plan)...)
	clitest.Contains(t, said, "another file is there")
	_, said = d.Run(2, send(0, filepath.Join(dir, "none", "status.json"))...)
	clitest.Contains(t, said, "--status")
	_, said = d.Run(2, send(0, filepath.Join(dir, "vk-test-CANARY1234567890"))...)
	clitest.Contains(t, said, "looks like an API key")
	copied, err := os.ReadFile(file(0))
	if err != nil {
		t.Fatal(err)
	}
	write(t, file(9), string(copied))
	_, said = d.Run(2, "status", file(0), file(9))
	clitest.Contains(t, said, "the same shard of the same plan")
	_, said = d.Run(1, "status", filepath.Join(dir, "gone"), file(0), plan)
	clitest.Contains(t, said, "gone: ", "it is no status file")
	// One that is being written, here by this process, is not taken over; one whose
	// process is dead, or on another computer and silent, is.
	s.Ended, s.Exit, s.Process = false, nil, claim.Me()
	again := func(exit int, want ...string) {
		t.Helper()
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		write(t, file(1), string(text))
		_, said := d.Run(exit, send(1, file(1))...)
		clitest.Contains(t, said, want...)
	}
	again(2, "is writing it", "nothing was sent")
	printed, _ = d.Run(0, "status", file(1), "--json")
	clitest.Contains(t, printed, `"working":true`, `"working":1`)
	s.Process.Started += "1"
	again(0)
	s.Process.Host, s.Started, s.Updated = "another", s.Started.Add(1000*time.Hour), s.Updated.Add(1000*time.Hour)
	again(0)
}

// TestRateOfTwoHomes: who shares a folder of pictures takes turns together, as does who
// shares a state folder; each attempt takes one.
func TestRateOfTwoHomes(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	a, b := clitest.New(t), clitest.New(t)
	b.Folder = a.Folder
	for i, d := range []*clitest.Desk{a, b, b} {
		paid(t, d, refusing(&asked, http.StatusTooManyRequests, 1202))
		d.Run(1, "generate", fmt.Sprintf("boat %d", i), "--seed", "1", "-k", "work", "--yes", "--rate", "1000/1s")
	}
	turns := func(folder string) int {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(folder, "*", "????????????????"))
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	shared, own, other := turns(filepath.Join(a.Folder, claim.Folder, ".pace")), turns(filepath.Join(a.State(), "pace")), turns(filepath.Join(b.State(), "pace"))
	if n := int(asked.Load()); n != 15 || shared != n || own != 5 || other != 10 {
		t.Errorf("%d were sent: %d turns of all, %d and %d of each", n, shared, own, other)
	}
	_, said := a.Run(2, "generate", "a boat", "--rate", "4")
	clitest.Contains(t, said, "50/60s")
	if _, err := a.Library.Standings(); err != nil {
		t.Error(err)
	}
}
