package stats

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"text/tabwriter"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
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

func (o *Options) print(list []group, all group) error {
	switch {
	case o.JSON:
		for _, g := range list {
			if err := o.Console.JSON(spendEvent{"spend", o.By, clean.Line(g.name), g.made, g.tokens, g.unpriced, g.kept, g.perToken()}); err != nil {
				return err
			}
		}
		return o.Console.JSON(spendEvent{"total", o.By, "", all.made, all.tokens, all.unpriced, all.kept, all.perToken()})
	case o.CSV:
		return o.csv(list)
	}
	table := tabwriter.NewWriter(o.Console.Out, 0, 0, 2, ' ', 0)
	all.name = "all"
	for _, g := range append(list, all) {
		kept := fmt.Sprintf("%d kept", g.kept)
		if share := g.perToken(); share != nil {
			kept += fmt.Sprintf(", %.2f a token", *share)
		}
		fmt.Fprintf(table, "%s\t%d made\t%s\t%s\n", clean.Line(g.name), g.made, budget.Sum{Tokens: g.tokens, Unpriced: g.unpriced}.Words(), kept)
	}
	return table.Flush()
}

// csv prints the groups without their sum: who reads them adds up.
func (o *Options) csv(list []group) error {
	w := csv.NewWriter(o.Console.Out)
	_ = w.Write([]string{o.By, "made", "tokens", "unpriced", "kept", "kept_per_token"}) // Flush knows
	for _, g := range list {
		share := ""
		if s := g.perToken(); s != nil {
			share = strconv.FormatFloat(*s, 'f', 4, 64)
		}
		_ = w.Write([]string{clean.Line(g.name), strconv.Itoa(g.made), strconv.Itoa(g.tokens), strconv.Itoa(g.unpriced), strconv.Itoa(g.kept), share}) // as above
	}
	w.Flush()
	return w.Error()
}
