package contactsheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const isOpen = `document.getElementById("view").open`

func TestPageInBrowser(t *testing.T) {
	b := startBrowser(t)
	for name, try := range map[string]func(*testing.T, *browser){
		"mouse and keyboard": tryMouseAndKeyboard, "themes": tryThemes, "phone": tryPhone, "hostile text": tryHostile, "flow": tryFlow,
	} {
		t.Run(name, func(t *testing.T) {
			b.t = t
			b.mu.Lock()
			clear(b.requests)
			b.problems = nil
			b.mu.Unlock()
			try(t, b)
			b.quiet()
		})
	}
	b.t = t
}

func tryMouseAndKeyboard(t *testing.T, b *browser) {
	t.Helper()
	b.screen(1280, 800, false)
	w := save(t, "sheet.html", harbours(t), Options{Program: "imagine-tui test"})
	b.open(w.Path, "")
	b.want(`document.querySelectorAll("td button.shot img").length`, 12.0)
	b.want(`[...document.querySelectorAll("td img")].every((i) => i.complete && i.naturalWidth === 160)`, true)
	b.want(`[...document.querySelectorAll("section")].length`, 2.0)
	b.want(`[...document.querySelector("thead").querySelectorAll("th")].map((e) => e.textContent).join("|")`, "seed 811|seed 812|seed 813")
	b.want(`[...document.querySelector("tbody").querySelectorAll("th")].map((e) => e.textContent).join("|")`, "dawn|dusk")
	b.shoot("grid-light")

	b.click(`[data-n="4"]`)
	b.await(isOpen)
	b.want(`document.getElementById("v-prompt").textContent`, "a harbour at dusk")
	b.want(`document.querySelector("#stage img").naturalWidth`, 160.0)
	b.want(`document.getElementById("v-facts").textContent.includes("seed812")`, true)
	b.want(`document.getElementById("v-recipe").checkVisibility()`, false)
	b.click("#v-more summary")
	b.await(`document.getElementById("v-recipe").checkVisibility()`)
	b.want(`document.getElementById("v-recipe").textContent`, `{"seed": 812}`)
	b.want(`location.hash`, "#p5")
	b.shoot("open-light")

	b.press("ArrowRight")
	b.await(`location.hash === "#p6"`)
	b.want(`document.getElementById("v-count").textContent`, "6 of 12")
	b.press("k") // up, from dusk to dawn
	b.await(`location.hash === "#p3"`)
	b.press("j")
	b.await(`location.hash === "#p6"`)
	b.press("Escape")
	b.await("!" + isOpen)
	b.want(`document.activeElement.dataset.n`, "5") // where one was
	b.want(`location.hash`, "")

	b.press("h")
	b.want(`document.activeElement.dataset.n`, "4")
	b.press("ArrowUp")
	b.want(`document.activeElement.dataset.n`, "1")
	b.press("ArrowDown")
	b.press("ArrowDown") // into the next section
	b.want(`document.activeElement.dataset.n`, "7")
	b.press("End")
	b.want(`document.activeElement.dataset.n`, "11")
	b.press("l") // there is no further
	b.want(`document.activeElement.dataset.n`, "11")
	b.want(`getComputedStyle(document.activeElement).outlineStyle`, "solid")
	for _, key := range []string{"Enter", " "} {
		b.press(key)
		b.await(isOpen)
		b.press("Escape")
		b.await("!" + isOpen)
	}
	// The browser's own way back closes as well.
	b.press("Enter")
	b.await(isOpen)
	b.eval(`history.back()`)
	b.await("!" + isOpen)

	b.press("Enter")
	b.await(isOpen)
	b.eval(`navigator.clipboard.writeText = async (text) => { window.copied = text; }`)
	for i, want := range []string{"a harbour at dusk", "813", "imagine-tui generate --seed 813 -- 'a harbour at dusk'"} {
		b.eval(`document.querySelectorAll("#v-copies button")[` + string(rune('0'+i)) + `].click()`)
		b.await(`document.getElementById("v-said").textContent.startsWith("Copied")`)
		b.want("window.copied", want)
	}
	// An address leads to its picture.
	b.open(w.Path, "#p2")
	b.want(isOpen, true)
	b.want(`document.getElementById("v-count").textContent`, "2 of 12")
	b.press("Escape")
	b.await("!" + isOpen)
	b.open(w.Path, "#p99")
	b.want(isOpen, false)
}

func tryThemes(t *testing.T, b *browser) {
	t.Helper()
	paper := `getComputedStyle(document.body).backgroundColor`
	w := save(t, "sheet.html", harbours(t), Options{})
	b.screen(1280, 800, true)
	b.open(w.Path, "")
	b.want(paper, "rgb(23, 23, 22)")
	b.shoot("grid-dark")
	b.click("#theme")
	b.want(paper, "rgb(251, 250, 248)")
	b.want(`document.getElementById("theme").textContent`, "Dark")
	b.screen(1280, 800, false)
	b.open(w.Path, "")
	b.want(paper, "rgb(251, 250, 248)")
	b.click("#theme")
	b.want(paper, "rgb(23, 23, 22)")
	b.open(save(t, "dark.html", harbours(t), Options{Theme: ThemeDark}).Path, "#p1")
	b.want(paper, "rgb(23, 23, 22)")
	b.shoot("open-dark")
}

func tryPhone(t *testing.T, b *browser) {
	t.Helper()
	for _, width := range []int{360, 390} {
		b.screen(width, 780, width == 390)
		w := save(t, "sheet.html", harbours(t), Options{})
		b.open(w.Path, "")
		b.want(`innerWidth <= 390`, true) // the page did not widen the screen
		b.want(`document.querySelector(".top").getBoundingClientRect().width <= innerWidth`, true)
		b.want(`[...document.querySelectorAll("tbody tr:first-child td img")].filter((i) => i.getBoundingClientRect().right <= innerWidth + 1).length >= 2`, true)
		b.shoot("phone-grid")
		// Heads stay when one goes to the side and down.
		b.eval(`scrollTo(200, 120)`)
		b.await(`scrollX > 0`)
		b.want(`Math.round(document.querySelector("tbody th").getBoundingClientRect().left)`, 0.0)
		b.want(`Math.round(document.querySelector("thead th").getBoundingClientRect().top) >= 0`, true)
		b.shoot("phone-scrolled")
		b.eval(`scrollTo(0, 0)`)
		b.swipe(`[data-n="1"]`, 0)
		b.await(isOpen)
		b.want(`document.getElementById("view").scrollWidth <= innerWidth`, true)
		b.shoot("phone-open")
		b.swipe("#stage img", -120)
		b.await(`location.hash === "#p3"`)
		b.swipe("#stage img", 120)
		b.await(`location.hash === "#p2"`)
		b.swipe("#stage img", 0)
		b.await("!" + isOpen)
	}
}

// hostile is text that would like to be more than text.
const hostile = "</script><script>window.hacked=1</script><img src=https://example.com/x onerror=window.hacked=1> \u202egnp.exe\x00\x1b[31m {{.}} \" ' ` ${1}"

func tryHostile(t *testing.T, b *browser) {
	t.Helper()
	entries := harbours(t)
	for i := range entries {
		e := &entries[i]
		e.Prompt += hostile
		e.Template, e.Style, e.Ratio, e.Key, e.Parent, e.Command = hostile, hostile, hostile, hostile, hostile, hostile
		e.Tags, e.Recipe = []string{hostile}, []byte(hostile)
	}
	w := save(t, "sheet.html", entries, Options{Title: hostile, Program: hostile})
	data, err := os.ReadFile(w.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"\u202e", "\x00", "\x1b", "<img src=https", "<script>window"} {
		if strings.Contains(string(data), bad) {
			t.Errorf("%q is in the page", bad)
		}
	}
	b.screen(1280, 800, false)
	b.open(w.Path, "#p1")
	b.want(isOpen, true)
	b.want(`document.getElementById("v-prompt").textContent.startsWith("a harbour at dawn</script><script>")`, true)
	b.want(`document.title.startsWith("</script>")`, true)
	b.want(`document.querySelectorAll("script").length`, 2.0)
	b.want(`typeof window.hacked`, "undefined")
	// The policy holds against what would get in nevertheless.
	b.eval(`new Promise((done) => {
		const i = new Image(); i.onerror = () => done(); i.src = "https://example.com/a.png"; document.body.append(i);
	})`)
	b.eval(`document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hacked=1'>")`)
	b.want(`typeof window.hacked`, "undefined")
	b.call("Network.disable", nil, nil) // all it had to tell is told
	b.call("Network.enable", nil, nil)
	b.mu.Lock()
	refused := 0
	for _, p := range b.problems {
		if strings.Contains(p, "Content Security Policy") {
			refused++
		}
	}
	if refused < 2 {
		t.Errorf("the policy refused %d times: %q", refused, b.problems)
	}
	b.problems = nil
	b.mu.Unlock()
}

func tryFlow(t *testing.T, b *browser) {
	t.Helper()
	dir := t.TempDir()
	entries := harbours(t)[:3]
	for i := range entries {
		entries[i].Prompt, entries[i].Seed = []string{"霧の港、夜明け", "مرفأ في الضباب", "a harbour"}[i], int64(i+1)
	}
	glass := colourOf(3)
	glass.A = 90
	entries = append(entries,
		Entry{Path: file(t, filepath.Join(dir, "tall.png"), paint(90, 160, glass)), Prompt: "tall and clear", Seed: 9},
		Entry{Path: filepath.Join(dir, "gone.jpg"), Prompt: "gone", Seed: 10},
		Entry{Path: filepath.Join(dir, "wave.mp4"), Prompt: "a wave", Operation: "text-to-video"},
	)
	if err := os.WriteFile(entries[5].Path, []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := save(t, "sheet.html", entries, Options{Full: true})
	if len(w.Problems) != 1 || w.Problems[0].Path != entries[4].Path {
		t.Errorf("problems: %+v", w.Problems)
	}
	b.screen(1280, 800, true)
	b.open(w.Path, "")
	b.want(`document.querySelectorAll(".flow li").length`, 6.0)
	b.want(`document.querySelectorAll("table").length`, 0.0)
	b.want(`document.querySelectorAll("img.clear").length`, 1.0)
	b.want(`document.querySelectorAll(".card").length`, 1.0)
	b.want(`document.querySelector("video").src.startsWith("data:video/mp4;base64,")`, true)
	b.want(`[...document.querySelectorAll(".flow img")].every((i) => i.alt.length > 0)`, true)
	b.shoot("flow-dark")
	b.click(`[data-n="4"]`)
	b.await(isOpen)
	b.want(`document.querySelector("#stage .card").textContent`, "gone.jpg: it is not there")
	b.press("ArrowRight")
	b.await(`document.querySelector("#stage video")?.controls === true`)
	b.press("Escape")
	b.await("!" + isOpen)
}
