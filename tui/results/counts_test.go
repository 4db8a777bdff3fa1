package results

import (
	"testing"

	"imagine-tui/tui/e2e/ratios"
)

// What a letter of the filter allocates over 10,000 rows, and a step through them.
func TestCounts(t *testing.T) { //nolint:paralleltest // allocations of others would be counted
	p := pane(100, 100)
	p.filter.set("harb fog")
	ratios.Allocations(t, "filter", func() {
		p.refilter()
		settle(p)
		p.View()
	})
	p = pane(100, 100)
	ratios.Allocations(t, "move", func() {
		p.move(1)
		p.View()
	})
}
