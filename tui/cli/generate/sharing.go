package generate

import (
	"github.com/spf13/pflag"

	"imagine-tui/api/rate"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/order"
)

// Sharing is what several processes need that send one plan, or with one key.
type Sharing struct {
	Plan        string // file of requests
	Shard       order.Shard
	SkipBad     bool
	Rate        rate.Rate
	MaxFailures int
	Status      string // file
}

// addTo adds its flags.
func (o *Sharing) addTo(f *pflag.FlagSet) {
	f.StringVar(&o.Plan, "plan", "", "`file` of requests as "+app.Name+" plan writes it, - for standard input: any number, each is paid once")
	f.Var(&o.Shard, "shard", "of --plan, only the part `i/n`, with i from 0 to n-1")
	f.BoolVar(&o.SkipBad, "skip-bad", false, "of --plan, leave out lines that cannot be sent; else nothing is sent")
	f.Var(&o.Rate, "rate", "send at most this many requests in any such time, as 50/60s, together with all\nwho send with the same key here, or anywhere with the same results or state folder")
	f.IntVar(&o.MaxFailures, "max-failures", 0, "stop after this `number` of requests that failed or have no answer (default: never)")
	f.StringVar(&o.Status, "status", "", "`file` that says each second how far it is; "+app.Name+" status adds up several")
}
