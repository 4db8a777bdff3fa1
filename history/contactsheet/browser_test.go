package contactsheet

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// browser is a headless Chromium with one page, driven over a pipe: keys and
// clicks come in as from a person, and every request is seen.
type browser struct {
	t       *testing.T
	to      *os.File
	session string
	ended   chan struct{}

	mu       sync.Mutex
	next     int
	answers  map[int]chan json.RawMessage
	requests map[string]string // address by id, but for those the policy stopped
	problems []string          // what the page did wrong, as the browser says
	loaded   chan struct{}
}

// startBrowser skips the test where there is no Chromium.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a browser is driven over inherited pipes, which Windows does not have")
	}
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium was found (Debian's package is chromium), so the page is not tried in a browser")
	}
	// Its children write there until after the test, which t.TempDir minds.
	profile, err := os.MkdirTemp("", "sheet-browser-") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	theirRead, ourWrite, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ourRead, theirWrite, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Minute)
	cmd := exec.CommandContext(
		ctx, program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars",
		"--remote-debugging-pipe", "--user-data-dir="+profile, "about:blank",
	)
	cmd.ExtraFiles = []*os.File{theirRead, theirWrite} // 3 and 4, as it wants them
	if err := cmd.Start(); err != nil {
		stop()
		t.Fatal(err)
	}
	_ = theirRead.Close()
	_ = theirWrite.Close()
	b := &browser{t: t, to: ourWrite, ended: make(chan struct{}), answers: make(map[int]chan json.RawMessage), requests: make(map[string]string), loaded: make(chan struct{}, 16)}
	go b.listen(ourRead)
	t.Cleanup(func() {
		b.session = ""
		b.post("Browser.close", nil, nil)
		_ = cmd.Wait()
		stop()
		_ = ourWrite.Close()
		<-b.ended
		_ = ourRead.Close()
		_ = os.RemoveAll(profile)
	})
	var target struct{ TargetID, SessionID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Network", "Runtime", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// listen reads messages, each ended by a zero byte.
func (b *browser) listen(from *os.File) {
	defer close(b.ended)
	reader := bufio.NewReaderSize(from, 1<<20)
	for {
		text, err := reader.ReadBytes(0)
		if err != nil {
			return
		}
		var m struct {
			ID     int
			Method string
			Result json.RawMessage
			Error  *struct{ Message string }
			Params struct {
				RequestID        string
				BlockedReason    string
				Request          struct{ URL string }
				Entry            struct{ Level, Text string }
				ExceptionDetails json.RawMessage
			}
		}
		if json.Unmarshal(text[:len(text)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		switch {
		case m.ID != 0:
			if m.Error != nil {
				m.Result = json.RawMessage(fmt.Sprintf("{\"failed\":%q}", m.Error.Message))
			}
			if answer := b.answers[m.ID]; answer != nil {
				answer <- m.Result
			}
		case m.Method == "Network.requestWillBeSent":
			b.requests[m.Params.RequestID] = m.Params.Request.URL
		case m.Method == "Network.loadingFailed" && m.Params.BlockedReason == "csp":
			delete(b.requests, m.Params.RequestID) // it was never sent
		case m.Method == "Log.entryAdded" && m.Params.Entry.Level != "info": // that the focus was somewhere already depends on when it looks
			b.problems = append(b.problems, m.Params.Entry.Text)
		case m.Method == "Runtime.exceptionThrown":
			b.problems = append(b.problems, string(m.Params.ExceptionDetails))
		case m.Method == "Page.loadEventFired":
			b.loaded <- struct{}{}
		}
		b.mu.Unlock()
	}
}

func (b *browser) post(method string, params map[string]any, answer chan json.RawMessage) {
	b.mu.Lock()
	b.next++
	id := b.next
	b.answers[id] = answer
	b.mu.Unlock()
	message := map[string]any{"id": id, "method": method}
	if params != nil {
		message["params"] = params
	}
	if b.session != "" {
		message["sessionId"] = b.session
	}
	text, err := json.Marshal(message)
	if err != nil {
		b.t.Fatal(err)
	}
	_, _ = b.to.Write(append(text, 0)) // one that is gone gives no answer
}

func (b *browser) call(method string, params map[string]any, result any) {
	b.t.Helper()
	answer := make(chan json.RawMessage, 1)
	b.post(method, params, answer)
	select {
	case text := <-answer:
		var failed struct{ Failed string }
		if _ = json.Unmarshal(text, &failed); failed.Failed != "" {
			b.t.Fatalf("%s: %s", method, failed.Failed)
		}
		if result != nil {
			if err := json.Unmarshal(text, result); err != nil {
				b.t.Fatal(err)
			}
		}
	case <-b.ended:
		b.t.Fatalf("the browser ended before it answered to %s", method)
	}
}

// open shows a file, from its address on.
func (b *browser) open(path, hash string) {
	b.t.Helper()
	b.call("Page.navigate", map[string]any{"url": "about:blank"}, nil)
	<-b.loaded
	b.call("Page.navigate", map[string]any{"url": "file://" + filepath.ToSlash(path) + hash}, nil)
	select {
	case <-b.loaded:
	case <-b.ended:
		b.t.Fatal("the browser ended")
	}
}

// eval returns what an expression of JavaScript gives.
func (b *browser) eval(expression string) any {
	b.t.Helper()
	var r struct {
		Result           struct{ Value any }
		ExceptionDetails *struct{ Exception struct{ Description string } }
	}
	b.call("Runtime.evaluate", map[string]any{
		"expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true,
	}, &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, r.ExceptionDetails.Exception.Description)
	}
	return r.Result.Value
}

// await waits until a condition holds, a few seconds at most.
func (b *browser) await(condition string) {
	b.t.Helper()
	got := b.eval(`new Promise((done) => {
		const end = performance.now() + 10000;
		const look = () => (` + condition + `) ? done(true) : performance.now() > end ? done(false) : setTimeout(look, 5);
		look();
	})`)
	if got != true {
		b.t.Fatalf("this did not come true: %s", condition)
	}
}

func (b *browser) want(expression string, want any) {
	b.t.Helper()
	if got := b.eval(expression); got != want {
		b.t.Errorf("%s is %v, want %v", expression, got, want)
	}
}

// press strikes a key.
func (b *browser) press(key string) {
	b.t.Helper()
	codes := map[string]int{"Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Tab": 9}
	code, text := codes[key], ""
	if len(key) == 1 {
		text = key
		if code == 0 {
			code = int(strings.ToUpper(key)[0])
		}
	} else if key == "Enter" {
		text = "\r"
	}
	name := key
	if key == " " {
		name = "Space"
	}
	for _, kind := range []string{"keyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "code": name, "text": text, "windowsVirtualKeyCode": code}, nil)
	}
}

// centre finds the middle of an element on the screen.
func (b *browser) centre(selector string) (x, y float64) {
	b.t.Helper()
	point, _ := b.eval(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2]; })()`, selector)).([]any)
	if len(point) != 2 {
		b.t.Fatalf("%s is not on the screen", selector)
	}
	x, _ = point[0].(float64)
	y, _ = point[1].(float64)
	return x, y
}

func (b *browser) click(selector string) {
	b.t.Helper()
	x, y := b.centre(selector)
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}, nil)
	}
}

// swipe draws a finger across an element, by dx pixels.
func (b *browser) swipe(selector string, dx float64) {
	b.t.Helper()
	x, y := b.centre(selector)
	at := func(x float64) []any { return []any{map[string]any{"x": x, "y": y}} }
	b.call("Input.dispatchTouchEvent", map[string]any{"type": "touchStart", "touchPoints": at(x)}, nil)
	if dx != 0 {
		b.call("Input.dispatchTouchEvent", map[string]any{"type": "touchMove", "touchPoints": at(x + dx)}, nil)
	}
	b.call("Input.dispatchTouchEvent", map[string]any{"type": "touchEnd", "touchPoints": []any{}}, nil)
}

// screen sets the window's size; a narrow one is a phone.
func (b *browser) screen(width, height int, dark bool) {
	b.t.Helper()
	phone := width < 600
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}, nil)
	b.call("Emulation.setTouchEmulationEnabled", map[string]any{"enabled": phone}, nil)
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// shoot keeps a picture of the screen, to be looked at, where
// SHEET_SCREENSHOTS names a folder.
func (b *browser) shoot(name string) {
	b.t.Helper()
	dir := os.Getenv("SHEET_SCREENSHOTS")
	if dir == "" {
		return
	}
	var shot struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644)
	}
	if err != nil {
		b.t.Error(err)
	}
}

// quiet checks that nothing was asked of anybody, and that nothing went wrong.
func (b *browser) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, url := range b.requests {
		if !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "file:") && url != "about:blank" {
			b.t.Errorf("the page asked for %.200s", url)
		}
	}
	files := 0
	for _, url := range b.requests {
		if strings.HasPrefix(url, "file:") && !strings.Contains(url, ".html") {
			files++
		}
	}
	if files > 0 {
		b.t.Errorf("the page read %d other files", files)
	}
	for _, problem := range b.problems {
		b.t.Errorf("the browser says: %s", problem)
	}
}
