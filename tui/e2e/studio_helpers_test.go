package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"imagine-tui/api/sandbox"
)

// atOnce is a config whose sandbox answers at once.
const atOnce = "[sandbox]\nlatency = \"0\"\n"

// quick is one whose plan is a single picture too, so that what a test counts is
// what it asked for.
const quick = atOnce + "[defaults]\nseed = \"random:1\"\n"

// studio opens the studio and waits until it takes keys.
func (h *home) studio(cols, rows int) *terminal {
	h.t.Helper()
	s := h.open(cols, rows)
	s.waitText("Prompt")
	return s
}

// toResults leaves the prompt. Nothing may be typed before the studio has
// seen the escape key, or the two together would be another key.
func (s *terminal) toResults() {
	s.t.Helper()
	s.press("esc")
	s.waitText("┏ Results")
}

// toPrompt goes to the prompt and empties it.
func (s *terminal) toPrompt() {
	s.t.Helper()
	s.press("alt+2")
	s.waitText("┏ Prompt")
	s.press("ctrl+g", "backspace")
}

// make sends a prompt from the prompt pane and waits until all of its
// pictures are saved.
func (s *terminal) make(prompt, done string) {
	s.t.Helper()
	s.toPrompt()
	s.send(prompt)
	s.waitText(prompt)
	s.press("enter")
	// Another batch may be done and the line of this one not there yet.
	s.waitFor(fmt.Sprintf("%s of %q", done, prompt), func(screen string) bool {
		for line := range strings.Lines(screen) {
			if strings.Contains(line, done+" ") && strings.Contains(line, " "+prompt[:min(14, len(prompt))]) {
				return strings.Contains(screen, "nothing running")
			}
		}
		return false
	})
}

// leave quits and checks that the terminal is as it was before.
func (s *terminal) leave() {
	s.t.Helper()
	s.press("ctrl+c")
	if status := s.wait(); status != 0 {
		s.t.Errorf("exit status %d after ctrl+c:\n%s", status, s.screen())
	}
	s.restored()
}

// restored checks that the program has put everything of the terminal back.
func (s *terminal) restored() {
	s.t.Helper()
	if alternate, cursor := s.alternate(); alternate || !cursor {
		s.t.Errorf("left behind: alternate screen %v, cursor shown %v", alternate, cursor)
	}
	raw := string(s.bytes())
	for _, mode := range []string{"1000", "1002", "1003", "1006", "2004", "1004"} {
		on, off := strings.LastIndex(raw, "\x1b[?"+mode+"h"), strings.LastIndex(raw, "\x1b[?"+mode+"l")
		if on > off {
			s.t.Errorf("mode %s is left on", mode)
		}
	}
	for _, sign := range []string{"panic:", "goroutine ", "DATA RACE"} {
		if _, after, found := strings.Cut(raw, sign); found {
			s.t.Errorf("%s%s", sign, after)
		}
	}
}

// blocks are the glyphs pictures are drawn with.
const blocks = "▀▄▌▐█▘▝▖▗▙▛▜▟▚▞"

// painted counts the cells of the screen that show a part of a picture: a
// block glyph in a colour. Colours tells how many different ones there are.
func (s *terminal) painted() (cells, colours int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := map[[3]uint32]bool{}
	for y := range s.emulator.Height() {
		for x := range s.emulator.Width() {
			cell := s.emulator.CellAt(x, y)
			if cell == nil || cell.Style.Fg == nil || !isBlock(cell.Content) {
				continue
			}
			cells++
			r, g, b, _ := cell.Style.Fg.RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return cells, len(seen)
}

func isBlock(glyph string) bool {
	r, _ := utf8.DecodeRuneInString(glyph)
	return strings.ContainsRune(blocks, r) || 0x1FB00 <= r && r <= 0x1FB3B
}

// waitPicture waits until a picture of at least so many cells is on screen.
func (s *terminal) waitPicture(cells int) {
	s.t.Helper()
	s.waitFor("a picture", func(string) bool {
		n, colours := s.painted()
		return n >= cells && colours > 20
	})
}

// sidecar is what the tests look at in the file beside a picture.
type sidecar struct {
	Path    string
	Request struct {
		Prompt string `json:"prompt"`
		Style  string `json:"style"`
		Seed   int64  `json:"seed"`
	} `json:"request"`
	Picked   bool `json:"picked"`
	Rejected bool `json:"rejected"`
}

// library reads what is saved: how many pictures, and their sidecars.
func (h *home) library() (pictures int, cars []sidecar) {
	h.t.Helper()
	for _, path := range h.files(h.path("home", "Pictures")) {
		switch filepath.Ext(path) {
		case ".png", ".jpg", ".webp":
			pictures++
		case ".json":
			data, err := os.ReadFile(path)
			if err != nil {
				h.t.Fatal(err)
			}
			car := sidecar{Path: path}
			if err := json.Unmarshal(data, &car); err != nil {
				h.t.Fatalf("%s: %v", path, err)
			}
			cars = append(cars, car)
		}
	}
	return pictures, cars
}

// vendor is a sandbox in the test's own process that can be made to fail or
// to wait, and remembers what it was asked.
type vendor struct {
	url string

	mu     sync.Mutex
	bearer string         // used instead of the caller's, "" for their own
	free   int            // how many more are answered; the others wait
	gate   chan struct{}  // closed when all may go on
	asked  map[string]int // how often each prompt, style and seed came
}

// vendor starts a server and configures key "work" for it.
func (h *home) vendor(parallel string) *vendor {
	h.t.Helper()
	v := &vendor{free: 1 << 30, gate: make(chan struct{}), asked: map[string]int{}}
	handler := sandbox.New(sandbox.Options{MaxSide: 128})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v.arrive(r) {
			select {
			case <-v.gate:
			case <-r.Context().Done():
				return
			}
		}
		handler.ServeHTTP(w, r)
	}))
	h.t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	v.url = server.URL + "/v2"
	h.set("IMAGINE_WORK_KEY", "vk-test-work")
	h.configureMore("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"\nbase_url = \"" + v.url + "\"\nparallel = " + parallel + "\n")
	h.run("keys", "use", "work").want(h.t, 0)
	return v
}

// arrive notes a request and tells whether it must wait.
func (v *vendor) arrive(r *http.Request) bool {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return false // it hung up
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	request := again.FormValue("prompt") + "|" + again.FormValue("style") + "|" + again.FormValue("seed")
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked[request]++
	if v.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+v.bearer)
	}
	v.free--
	return v.free < 0
}

// behave sets as whom all callers are treated, see the sandbox's test keys.
func (v *vendor) behave(bearer string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.bearer = bearer
}

// answer lets only n more requests be answered.
func (v *vendor) answer(n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.free = n
}

// requests returns how many came, and how many of them were different.
func (v *vendor) requests() (all, different int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, n := range v.asked {
		all += n
	}
	return all, len(v.asked)
}

func read(tb testing.TB, path string) string {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// pay types the number a price dialog wants.
func (s *terminal) pay(number int) {
	s.t.Helper()
	ask := fmt.Sprintf("Type %d and enter", number)
	s.waitText(ask)
	s.send(fmt.Sprint(number))
	s.press("enter")
	s.waitGone(ask)
}
