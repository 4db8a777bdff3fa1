package prompt

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestCase63PasteOfTenMegabytes(t *testing.T) {
	p := newPane(40, 8)
	told := said(p.Update(tea.PasteMsg{Content: strings.Repeat("灯 \x1b[2J", 10<<20/8)}))
	if p.area.Len() != MaxRunes || strings.Contains(p.Value(), "\x1b") {
		t.Errorf("%d characters", p.area.Len())
	}
	notice := false
	for _, msg := range told {
		if n, ok := msg.(NoticeMsg); ok {
			notice = strings.Contains(n.Text, "left out")
		}
	}
	if !notice {
		t.Errorf("says %v", told)
	}
}
