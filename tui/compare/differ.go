package compare

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording/worddiff"
)

// ComparedMsg carries what differs between two long prompts. The root hands it
// back to Update.
type ComparedMsg struct {
	pair     [2]string
	segments []worddiff.Segment
}

// prompts keeps what differs between prompts, by the prompts.
type prompts struct {
	known map[[2]string][]worddiff.Segment
}

// atOnce is the length in bytes of two prompts that are compared while the
// person waits: a millisecond or two.
const atOnce = 16 << 10

// compare compares the first prompt with the others. The command does the long
// ones.
func (c *prompts) compare(list []Side) tea.Cmd {
	known := map[[2]string][]worddiff.Segment{}
	var cmds []tea.Cmd
	for i := 1; i < len(list); i++ {
		pair := [2]string{list[0].Text, list[i].Text}
		if have, ok := c.known[pair]; ok {
			known[pair] = have
			continue
		}
		if len(pair[0])+len(pair[1]) <= atOnce {
			known[pair] = worddiff.Diff(pair[0], pair[1])
			continue
		}
		cmds = append(cmds, func() tea.Msg { return ComparedMsg{pair, worddiff.Diff(pair[0], pair[1])} })
	}
	c.known = known
	return tea.Batch(cmds...)
}

// take puts in the end of a comparison.
func (c *prompts) take(msg ComparedMsg) {
	if c.known == nil {
		c.known = map[[2]string][]worddiff.Segment{}
	}
	c.known[msg.pair] = msg.segments
}

// change is a setting in which two sides differ.
type change struct{ name, before, after string }

// changes lists the settings in which a and b differ, in the order they come.
func changes(a, b Side) []change {
	var out []change
	for _, name := range names([]Side{a, b}) {
		if before, after := value(a, name), value(b, name); before != after {
			out = append(out, change{name, before, after})
		}
	}
	return out
}

// names lists the settings of all sides once each.
func names(list []Side) []string {
	var out []string
	for _, s := range list {
		for _, set := range s.Settings {
			if !slices.Contains(out, set.Name) {
				out = append(out, set.Name)
			}
		}
	}
	return out
}

func value(s Side, name string) string {
	for _, set := range s.Settings {
		if set.Name == name {
			return set.Value
		}
	}
	return ""
}

// summary says in two parts which settings differ between any of the sides,
// and which are common to all: "prompt and style differ" and "seed, ratio the
// same". Settings nobody has are not named.
func summary(list []Side) (differ, same string) {
	var apart, common []string
	sort := func(name string, value func(Side) string) {
		all, some := true, false
		for _, s := range list {
			v := value(s)
			all, some = all && v == value(list[0]), some || v != ""
		}
		switch {
		case !all:
			apart = append(apart, name)
		case some:
			common = append(common, name)
		}
	}
	if len(list) == 0 {
		return "", ""
	}
	sort("prompt", func(s Side) string { return s.Text })
	for _, name := range names(list) {
		sort(name, func(s Side) string { return value(s, name) })
	}
	switch n := len(apart); n {
	case 0:
		differ = "no differences: takes of the same request"
	case 1:
		differ = apart[0] + " differs"
	default:
		differ = strings.Join(apart[:n-1], ", ") + " and " + apart[n-1] + " differ"
	}
	if len(common) > 0 && len(apart) > 0 {
		same = strings.Join(common, ", ") + " the same"
	}
	return differ, same
}
