package action

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// Shortcuts change in place, and what was bound stays; a mistake changes none.
func TestRebind(t *testing.T) {
	t.Parallel()
	table := Default()
	done := 0
	table.Bind(ResultPick, Bound{Do: func() tea.Cmd { done++; return nil }})
	press := func(k rune) bool {
		id, is := table.At(Results, tea.KeyPressMsg{Code: k, Text: string(k)})
		if is && id == ResultPick {
			table.Do(id)
		}
		return is && id == ResultPick
	}
	for _, c := range []struct {
		config Config
		wrong  int
		key    rune
		not    rune
	}{
		{Config{"result.pick": []any{"ctrl+k", "&"}}, 0, '&', 'p'},
		{Config{"result.pick": []any{"nonsense"}}, 1, '&', 'p'},
		{Config{"result.pick": []any{"x"}}, 1, '&', 'p'},
		{Config{"result.pick": []any{"%"}, "no.such": []any{"%"}}, 1, '%', '&'},
		{nil, 0, 'p', '%'},
	} {
		if got := len(table.Rebind(c.config)); got != c.wrong {
			t.Errorf("%v: %d mistakes", c.config, got)
		}
		if before := done; !press(c.key) || press(c.not) || done != before+1 {
			t.Errorf("%v: %c does not pick, or %c does; %d times", c.config, c.key, c.not, done)
		}
	}
}
