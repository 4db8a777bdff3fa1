// Package sandbox is the subcommand sandbox: the API contract, served here.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/openapi"
	"imagine-tui/api/sandbox"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Listen  string // address
	Latency string
	Faults  []string
	Rate    string
	Paced   bool // Rate was given
	OpenAPI bool // only print the contract
	JSON    bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve the API contract on this computer, for curl and other clients",
		Long: `Serve the whole API contract under /v2, painted here: free and offline. The base
URL is printed when it is ready. Any bearer that begins with "vk-" is taken;
"vk-test-expired", "vk-test-empty" and "vk-test-limited" behave as they say, and
"vk-test-fault-NAME" provokes a fault. Pages of any origin may call.`,
		Example: `  imagine-tui sandbox --listen 127.0.0.1:8787 --latency real
  curl -H "Authorization: Bearer vk-test-me" -F prompt="a boat" -F style=anime \
       http://127.0.0.1:8787/v2/image/generations -o boat.jpg
  imagine-tui sandbox --rate 50/60s             # keeps the limit it names
  imagine-tui sandbox --openapi > imagine.json  # the contract, for other tools`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.Paced = c.Flags().Changed("rate")
			if o.OpenAPI {
				return o.contract()
			}
			return run(c.Context(), o)
		},
	}
	f := command.Flags()
	f.StringVar(&o.Listen, "listen", "127.0.0.1:8787", "address to listen on; port 0 picks a free one")
	f.StringVar(&o.Latency, "latency", "0", `time a picture takes: a duration, or "real"`)
	f.StringArrayVar(&o.Faults, "fault", nil, "NAME or NAME:RATE, may be repeated: an API code, an HTTP status, or cut, slow, html, empty, reset, short, hang; of videos failed, forever, late, expired, expired-once, status-NAME, download-NAME")
	f.StringVar(&o.Rate, "rate", "", "requests each key may make in how long, such as 50/60s; one more is answered 429 with code 1202")
	f.BoolVar(&o.OpenAPI, "openapi", false, "print the contract as OpenAPI 3.1, with how each part of it is known, and serve nothing")
	console.AddJSON(f, &o.JSON)
	return command
}

// contract prints what is served for other people's tools.
func (o *Options) contract() error {
	data, err := openapi.New().JSON()
	if err != nil {
		return err
	}
	_, err = o.Console.Out.Write(data)
	return err
}

// served reads the flags.
func (o *Options) served() (sandbox.Options, error) {
	served := sandbox.Options{Log: o.Setup.Log}
	var err error
	if served.Latency, err = sandbox.ParseLatency(o.Latency); err != nil {
		return served, fmt.Errorf("--latency: %w", err)
	}
	for _, text := range o.Faults {
		fault, err := sandbox.ParseFault(text)
		if err != nil {
			return served, fmt.Errorf("--fault: %w", err)
		}
		served.Faults = append(served.Faults, fault)
	}
	if o.Paced {
		if served.Rate, err = sandbox.ParseRate(o.Rate); err != nil {
			return served, fmt.Errorf("--rate: %w", err)
		}
	}
	return served, nil
}

// servingEvent is the sandbox once it is ready, in JSON.
type servingEvent struct {
	Event   string `json:"event"`
	BaseURL string `json:"base_url"`
}

// ready tells where it is.
func (o *Options) ready(baseURL string) error {
	if o.JSON {
		return o.Console.JSON(servingEvent{"serving", baseURL})
	}
	_, err := fmt.Fprintln(o.Console.Out, baseURL)
	return err
}

// run serves until a signal comes.
func run(ctx context.Context, o *Options) error {
	served, err := o.served()
	if err != nil {
		return exit.Misuse(err)
	}
	server, err := sandbox.Start(ctx, o.Listen, served)
	if err != nil {
		return err
	}
	if !sandbox.Loopback(o.Listen) {
		o.Console.Warn("Warning: other computers can reach %s. The sandbox has no secrets, but anyone who reaches it can keep it busy.", clean.Line(o.Listen))
	}
	if err := o.ready(server.BaseURL()); err != nil {
		return errors.Join(err, server.Close(context.WithoutCancel(ctx)))
	}
	o.Console.Say("Serving until ctrl+c.")
	<-ctx.Done()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return server.Close(ending)
}
