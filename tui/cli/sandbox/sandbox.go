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
	"imagine-tui/api/rate"
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
		Short: "Serve the sandbox API on this computer, for curl and other clients",
		Long: `Serve the whole API under /v2 on this computer, free and offline. The base URL is
printed when the server is ready. Any bearer token that starts with "vk-" is accepted;
"vk-test-expired", "vk-test-empty" and "vk-test-limited" act as expired, out of tokens
and rate limited, and "vk-test-fault-NAME" triggers a fault. CORS is open to any origin.`,
		Example: `  imagine-tui sandbox --listen 127.0.0.1:8787 --latency real
  curl -H "Authorization: Bearer vk-test-me" -F prompt="a boat" -F style=anime \
       http://127.0.0.1:8787/v2/image/generations -o boat.jpg
  imagine-tui sandbox --rate 50/60s             # with a rate limit
  imagine-tui sandbox --openapi > imagine.json  # the API description`,
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
	f.StringVar(&o.Latency, "latency", "0", `time per picture: a duration, or "real"`)
	f.StringArrayVar(&o.Faults, "fault", nil, "NAME or NAME:RATE, may be repeated: an API code, an HTTP status, or cut, slow, html, empty, reset, short, hang; for videos also failed, forever, late, expired, expired-once, status-NAME, download-NAME")
	f.StringVar(&o.Rate, "rate", "", "rate limit per key, such as 50/60s; requests above it get 429 with code 1202")
	f.BoolVar(&o.OpenAPI, "openapi", false, "print the API as OpenAPI 3.1, with the source of each part, and exit")
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
		if served.Rate, err = rate.Parse(o.Rate); err != nil {
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
