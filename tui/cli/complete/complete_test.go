package complete_test

import (
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// TestValues asks as the scripts of bash, zsh, fish and PowerShell do.
func TestValues(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	d.Run(0, "tag", "cover", d.Paths[1])
	d.Run(0, "tag", "coast", d.Paths[2])
	d.Run(0, "filters", "save", "best", "rating:>3")
	d.Env["IMAGINE_API_KEY"] = "vk-test-0123456789"
	for _, c := range []struct {
		words []string
		want  []string
		files bool // the shell completes files if there is none
	}{
		{[]string{"generate", "--style", "ani"}, []string{"anime"}, false},
		{[]string{"generate", "-s", "realistic,ani"}, []string{"realistic,anime"}, false},
		{[]string{"generate", "--op", "text-to-video", "--style", "kling-1.0-p"}, []string{"kling-1.0-pro"}, false},
		{[]string{"generate", "--op", "up"}, []string{"upscale"}, false},
		{[]string{"generate", "--aspect-ratio", "16"}, []string{"16:9"}, false},
		{[]string{"generate", "--key", ""}, []string{"sandbox", "env"}, false},
		{[]string{"generate", "--unknown", "s"}, []string{"skip", "send"}, false},
		{[]string{"keys", "use", "sa"}, []string{"sandbox"}, false},
		{[]string{"stats", "--by", "st"}, []string{"style"}, false},
		{[]string{"rate", ""}, []string{"0", "1", "2", "3", "4", "5"}, false},
		{[]string{"tag", "co"}, []string{"coast", "cover"}, false},
		{[]string{"tag", "cover", d.Paths[0]}, []string{d.Paths[0] + "\ta harbour at dawn"}, true},
		{[]string{"show", d.Paths[3]}, []string{d.Paths[3] + "\ta harbour at dusk"}, true},
		{[]string{"pick", "nothing"}, nil, true},
		{[]string{"pick", "--query", "harbour tag:cov"}, []string{"harbour tag:cover"}, false},
		{[]string{"history", "since:last-"}, []string{"since:last-week", "since:last-month", "since:last-year"}, false},
		{[]string{"history", "sort:t"}, []string{"sort:time", "sort:tokens"}, false},
		{[]string{"history", "fog key:sa"}, []string{"fog key:sandbox"}, false},
		{[]string{"history", "@b"}, []string{"@best"}, false},
		{[]string{"filters", "forget", ""}, []string{"best"}, false},
		{[]string{"history", "-is:pic"}, nil, false},
		{[]string{"help", "scr"}, []string{"scripting"}, false},
	} {
		printed, _ := d.Run(0, append([]string{"__complete"}, c.words...)...)
		lines := strings.Split(strings.TrimSpace(printed), "\n")
		directive := lines[len(lines)-1]
		if len(c.want) > 0 && strings.Join(lines[:len(lines)-1], "|") != strings.Join(c.want, "|") {
			t.Errorf("%q: %q, want %q", c.words, lines, c.want)
		}
		if files := directive == ":0"; files != c.files && c.words[0] != "help" && !strings.HasPrefix(c.words[1], "-is") {
			t.Errorf("%q: %s", c.words, directive)
		}
		if strings.Contains(printed, "vk-test") {
			t.Errorf("%q tells a key", c.words)
		}
	}
	// A config with a mistake completes nothing, and says nothing between the words.
	d.Configure("colour = 1\n")
	if printed, _ := d.Run(0, "__complete", "generate", "--key", ""); strings.TrimSpace(printed) != ":4" {
		t.Errorf("with a broken config: %q", printed)
	}
}
