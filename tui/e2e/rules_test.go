//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// The tests here hold one table of a rule against the command line and against
// the studio: both ask the same place, and say the same.

// payer is somebody with the key "paid" of a service in the test's own process,
// and the key "play", which is the sandbox under another name.
func payer(t *testing.T, config string) (*home, *vendor) {
	t.Helper()
	h := newHome(t)
	h.configure(config + "\n[sandbox]\nlatency = \"0\"\n[[key]]\nname = \"play\"\nsource = \"sandbox\"\n")
	return h, h.vendor("4")
}

// TestOneBudget asks for what the limits of a person say, and for nothing else.
func TestOneBudget(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, budget, style, seeds string
		key                        string // "" is the one that costs
		spent                      int    // tokens, before
		words                      string // "" goes at once
		number                     int
	}{
		{name: "above the limit of a plan", budget: "confirm_above = 9", style: "anime", seeds: "1-2", words: "10 tokens is above your limit of 9", number: 10},
		{name: "at the limit of a plan", budget: "confirm_above = 10", style: "anime", seeds: "1-2"},
		{name: "unknown price", style: "sdxl-1.0", seeds: "1-2", words: "2 pictures to send, price unknown for sdxl-1.0", number: 2},
		{name: "above the limit of the day", budget: "per_day = 12", style: "anime", seeds: "1-2", spent: 3, words: "1 token more than your daily limit of 12", number: 10},
		{name: "at the limit of the day", budget: "per_day = 13", style: "anime", seeds: "1-2", spent: 3},
		{name: "above its own limit", budget: "per_key = { Work = 4 }", style: "imagine-turbo", seeds: "1-2", spent: 3, words: "1 token more than the daily limit of 4 of key work", number: 2},
		{name: "its own limit wins", budget: "per_day = 1\nper_key = { work = 5 }", style: "imagine-turbo", seeds: "1-2", spent: 3},
		{name: "a free key", budget: "confirm_above = 0\nper_day = 1\nper_key = { play = 0 }", style: "sdxl-1.0", seeds: "1-2", key: "play", spent: 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			key, runs := c.key, 2
			if key == "" {
				key = "work"
			}
			open := func() (*home, *vendor) {
				h, v := payer(t, fmt.Sprintf("[budget]\n%s\n[defaults]\nstyle = %q\nseed = %q", c.budget, c.style, c.seeds))
				if c.spent > 0 {
					h.run("generate", "before", "-k", "work", "-s", "imagine-turbo", "--seed", fmt.Sprint("1-", c.spent), "--yes").want(t, 0)
				}
				h.run("keys", "use", key).want(t, 0)
				return h, v
			}
			h, v := open()
			before, _ := v.requests()
			if c.words == "" {
				h.run("generate", "a boat").want(t, 0, "2 saved")
			} else {
				h.run("generate", "a boat").want(t, 2, c.words+", and there is nobody to ask")
				if after, _ := v.requests(); after != before {
					t.Errorf("%d requests were sent without a yes", after-before)
				}
			}

			h, v = open()
			before, _ = v.requests()
			s := h.studio(120, 40)
			s.toPrompt()
			s.send("a ship")
			s.waitText("a ship")
			s.press("enter")
			if c.words != "" {
				s.waitText(c.words, fmt.Sprintf("Type %d and enter", c.number))
				s.press("enter")
				s.waitText(fmt.Sprintf("Type exactly %d", c.number))
				if after, _ := v.requests(); after != before {
					t.Errorf("%d requests were sent before the number was typed", after-before)
				}
				s.pay(c.number)
			}
			s.waitText("2/2", "nothing running")
			s.leave()
			if c.key == "play" {
				runs = 0
			}
			if after, _ := v.requests(); after != before+runs {
				t.Errorf("%d requests were sent, want %d", after-before, runs)
			}
		})
	}
}

// TestOneHealth says of a key what its check was answered.
func TestOneHealth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		http, code   int
		exit         int
		says, health string // health is "-" where nothing is said about the key
	}{
		{http.StatusPaymentRequired, 1101, 3, "tokens", "no tokens"},
		{http.StatusUnauthorized, 1001, 3, "key", "refused"},
		{http.StatusNotAcceptable, 1002, 3, "expired", "expired"},
		{http.StatusNotFound, 1300, 0, "Key work", "ok"},
		{http.StatusTooManyRequests, 1202, 1, "Too many requests", "-"},
	} {
		t.Run(fmt.Sprint(c.code), func(t *testing.T) {
			t.Parallel()
			open := func() *home {
				h := newHome(t)
				h.rogue(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "application/json")
					w.WriteHeader(c.http)
					_, _ = fmt.Fprintf(w, `{"status":%d,"error":{"error_code":%d,"message":"because"}}`, c.http, c.code)
				})
				return h
			}
			stands := func(h *home) {
				t.Helper()
				if list := h.run("keys").want(t, 0).stdout; !strings.Contains(lineWith(list, "work"), " "+c.health) {
					t.Errorf("the list does not say %q:\n%s", c.health, list)
				}
			}
			h := open()
			h.run("keys", "check", "work").want(t, c.exit, c.says)
			stands(h)

			h = open()
			s := h.studio(120, 40)
			s.press("alt+1")
			s.waitText("┏ Keys")
			s.press("j", "r")
			s.waitText(c.says)
			s.waitGone("Checking key work")
			if c.exit == 3 {
				s.waitFor("the health of the key", func(screen string) bool {
					return strings.Contains(lineWith(screen, "work "), c.health)
				})
			}
			s.leave()
			stands(h)
		})
	}
}

// lineWith is the first line that holds the words.
func lineWith(text, words string) string {
	lines := strings.Split(text, "\n")
	if i := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, words) }); i >= 0 {
		return lines[i]
	}
	return ""
}

// TestOneFree shows the sandbox as free under any name.
func TestOneFree(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sandbox", "play"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, v := payer(t, "[budget]\nconfirm_above = 0\n[defaults]\nstyle = \"anime\"\nseed = \"1-2\"")
			h.run("keys", "use", name).want(t, 0)
			h.run("generate", "a boat", "--dry-run").want(t, 0, "free on "+name)
			h.run("generate", "a boat").want(t, 0, "free on "+name, "2 saved")
			h.run("keys", "check", name).want(t, 0, "The sandbox always works")
			if list := h.run("keys").want(t, 0).stdout; !strings.Contains(lineWith(list, name+" "), "offline, free") {
				t.Errorf("the list:\n%s", list)
			}
			if told := lineWith(h.run("doctor").stdout, name+":"); !strings.Contains(told, "offline and free") {
				t.Errorf("doctor says %q", told)
			}

			before, _ := v.requests() // doctor asks about every key
			s := h.studio(120, 40)
			s.waitText("key: " + name + " (offline, free)")
			s.toPrompt()
			s.send("a ship at sea")
			s.waitText("a ship at sea", " · free on "+name)
			s.make("a ship", "2/2")
			s.toResults()
			s.waitText(" · sandbox") // the details
			s.press("alt+1")
			s.waitText("┏ Keys")
			s.waitFor("the key among the free ones", func(screen string) bool {
				return strings.Contains(lineWith(screen, "● "+name), "offline")
			})
			s.press("r")
			s.waitText("The sandbox always works")
			s.leave()
			if after, _ := v.requests(); after != before || before > 1 {
				t.Errorf("%d requests went to the key that costs", after)
			}
			if today := h.files(h.path("state", "imagine-tui", "ledger")); slices.ContainsFunc(today, func(f string) bool { return !strings.Contains(f, "ledger/sandbox/") }) {
				t.Errorf("it stands in the ledger of another key: %q", today)
			}
		})
	}
}

// TestOneShapeOfKeys refuses what looks like a key wherever it would be sent,
// kept or shown, and takes what only begins like one.
func TestOneShapeOfKeys(t *testing.T) {
	t.Parallel()
	for text, isKey := range map[string]bool{
		"vk-test-CANARY9999":          true,
		"a boat vk-test-CANARY9999 x": true,
		"KEY=vk-CANARY99":             true,
		"vk-short boat":               false,
		"a boat in vk-style":          false,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure(quick)
			told := "looks like an API key"
			if isKey {
				h.run("generate", "--", text).want(t, 2, told)
				h.runWith(text+"\n", "generate", "--from", "-").want(t, 2, told)
				h.run("keys", "use", text).want(t, 2, "looks like the key itself")
				h.configure(quick + "# " + text + "\n")
				h.run("generate", "a boat").want(t, 2, "this contains an API key in plain text")
			} else {
				h.run("generate", "--", text).want(t, 0, "1 saved")
				h.runWith(text+"\n", "generate", "--from", "-").want(t, 0, "1 saved")
				h.run("keys", "use", text).want(t, 2, "there is no key")
				h.configure(quick + "# " + text + "\n")
				h.run("generate", "a boat").want(t, 0, "1 saved")
			}
			h.configure(quick)

			s := h.studio(120, 40)
			s.toPrompt()
			if isKey {
				s.send("again " + text)
				s.press("enter")
				s.waitText("contains what " + told)
				s.press("ctrl+g", "backspace")
				s.paste(text)
				s.waitText("That " + told)
				s.press("esc")
			} else {
				s.make("again "+text, "1/1")
				s.toPrompt()
				s.paste("pasted " + text)
				s.waitText("pasted " + text)
			}
			s.leave()
			if isKey {
				h.noCanary()
			}
		})
	}
}
