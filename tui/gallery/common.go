package gallery

import "strings"

// common is how many bytes at the beginning and at the end the labels of a batch
// have in common, whole words only: {dawn|dusk} in the middle of a long prompt
// is all a small cell has room for.
type common struct{ lead, trail int }

func commonOf(rows []*Row) common {
	if len(rows) < 2 {
		return common{}
	}
	first := rows[0].Label
	lead, trail := len(first), len(first)
	shortest, longest := lead, lead
	for _, r := range rows[1:] {
		shortest, longest = min(shortest, len(r.Label)), max(longest, len(r.Label))
		lead, trail = min(lead, len(r.Label)), min(trail, len(r.Label))
		for lead > 0 && first[:lead] != r.Label[:lead] {
			lead--
		}
		for trail > 0 && first[len(first)-trail:] != r.Label[len(r.Label)-trail:] {
			trail--
		}
	}
	if lead == longest {
		return common{lead: lead} // all say the same
	}
	lead = strings.LastIndexByte(first[:lead], ' ') + 1
	trail = min(trail, shortest-lead)
	if at := strings.IndexByte(first[len(first)-trail:], ' '); at >= 0 {
		trail -= at
	} else {
		trail = 0
	}
	return common{lead, trail}
}

// rest is what a label says beyond that.
func (s common) rest(label string) string {
	if s.lead+s.trail > len(label) {
		return label // came later
	}
	return label[s.lead : len(label)-s.trail]
}
