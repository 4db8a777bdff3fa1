package budget

import (
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
)

// Cost is what a plan costs, as far as the catalogue knows.
type Cost struct {
	Runs     int
	Tokens   int // of those with a price, saved or not
	Unpriced int // runs whose price nobody knows, saved or not

	Saved int // runs that are saved already, so nothing is sent
	Left  int // runs that are left out for another reason

	PayRuns     int // runs to be sent
	PayTokens   int // of those with a price
	PayUnpriced int // those without
	PayVideos   int // runs to be sent that make a video
	// Unknown are the styles, else operations, without a price of those to be
	// sent.
	Unknown []string
}

// CostOf prices a plan; saved tells which of its pictures are there already.
func CostOf(p plan.Plan, saved func(api.Request) bool) Cost {
	var c Cost
	for _, item := range p.Items {
		c.Add(item, saved(item.Request))
	}
	return c
}

// Leave takes an item of a plan in that is not sent.
func (c *Cost) Leave(item plan.Item) {
	c.counted(item)
	c.Left++
}

func (c *Cost) counted(item plan.Item) {
	c.Runs++
	c.Tokens += item.Tokens
	if !item.Priced {
		c.Unpriced++
	}
}

// Add takes an item of a plan in. Where its picture is saved already nothing
// is sent.
func (c *Cost) Add(item plan.Item, saved bool) {
	c.counted(item)
	if saved {
		c.Saved++
		return
	}
	c.PayRuns++
	if item.Request.Operation.MakesVideo() {
		c.PayVideos++
	}
	c.PayTokens += item.Tokens
	if item.Priced {
		return
	}
	c.PayUnpriced++
	c.unknown(PricedBy(item.Request))
}

func (c *Cost) unknown(name string) {
	if !slices.Contains(c.Unknown, name) {
		c.Unknown = append(c.Unknown, name)
	}
}

// Join takes what another cost has to be sent in.
func (c *Cost) Join(other Cost) {
	c.Runs += other.Runs
	c.Tokens += other.Tokens
	c.Unpriced += other.Unpriced
	c.Saved += other.Saved
	c.Left += other.Left
	c.PayRuns += other.PayRuns
	c.PayTokens += other.PayTokens
	c.PayUnpriced += other.PayUnpriced
	c.PayVideos += other.PayVideos
	for _, name := range other.Unknown {
		c.unknown(name)
	}
}

// Words say the price of what is to be sent.
func (c Cost) Words() string {
	switch c.PayUnpriced {
	case 0:
		return wording.Count(c.PayTokens, "token")
	case c.PayRuns:
		return "price unknown for " + strings.Join(c.Unknown, ", ")
	}
	return fmt.Sprintf("%s and %d of unknown price (%s)", wording.Count(c.PayTokens, "token"), c.PayUnpriced, strings.Join(c.Unknown, ", "))
}

// ToSend is what is to be sent.
func (c Cost) ToSend() wording.Made {
	return wording.Made{Pictures: c.PayRuns - c.PayVideos, Videos: c.PayVideos}
}

// PricedBy is what the price of a request goes by: its style, else its
// operation.
func PricedBy(r api.Request) string {
	if r.Style != "" {
		return r.Style
	}
	return string(r.Operation)
}
