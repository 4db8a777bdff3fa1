package stats

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"text/tabwriter"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/history/tally"
)

// spendEvent is a group in JSON, or the sum of all.
type spendEvent struct {
	Event        string   `json:"event"` // spend or total
	By           string   `json:"by"`
	Name         string   `json:"name"`
	Made         int      `json:"made"`
	Tokens       int      `json:"tokens"` // of those with a known price
	Unpriced     int      `json:"unpriced"`
	Kept         int      `json:"kept"`
	KeptPerToken *float64 `json:"kept_per_token"`
}

// perToken is how many were kept for a token, nil where nothing was paid.
func perToken(g tally.Group) *float64 {
	if share, paid := g.PerToken(); paid {
		return &share
	}
	return nil
}

func (o *Options) print(list []tally.Group, all tally.Group) error {
	switch {
	case o.JSON:
		for _, g := range list {
			if err := o.Console.JSON(spendEvent{"spend", o.By, clean.Line(g.Name), g.Made, g.Tokens, g.Unpriced, g.Kept, perToken(g)}); err != nil {
				return err
			}
		}
		return o.Console.JSON(spendEvent{"total", o.By, "", all.Made, all.Tokens, all.Unpriced, all.Kept, perToken(all)})
	case o.CSV:
		return o.csv(list)
	}
	table := tabwriter.NewWriter(o.Console.Out, 0, 0, 2, ' ', 0)
	all.Name = "all"
	for _, g := range append(list, all) {
		kept := fmt.Sprintf("%d kept", g.Kept)
		if share, paid := g.PerToken(); paid {
			kept += fmt.Sprintf(", %.2f a token", share)
		}
		fmt.Fprintf(table, "%s\t%d made\t%s\t%s\n", clean.Line(g.Name), g.Made, budget.Sum{Tokens: g.Tokens, Unpriced: g.Unpriced}.Words(), kept)
	}
	return table.Flush()
}

// csv prints the groups without their sum: who reads them adds up.
func (o *Options) csv(list []tally.Group) error {
	w := csv.NewWriter(o.Console.Out)
	_ = w.Write([]string{o.By, "made", "tokens", "unpriced", "kept", "kept_per_token"}) // Flush knows
	for _, g := range list {
		share := ""
		if s, paid := g.PerToken(); paid {
			share = strconv.FormatFloat(s, 'f', 4, 64)
		}
		_ = w.Write([]string{clean.Line(g.Name), strconv.Itoa(g.Made), strconv.Itoa(g.Tokens), strconv.Itoa(g.Unpriced), strconv.Itoa(g.Kept), share}) // as above
	}
	w.Flush()
	return w.Error()
}
