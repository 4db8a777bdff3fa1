package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/sandbox"
)

func (a *program) sandboxCommand() *cobra.Command {
	var listen, latency string
	var faults []string
	command := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve the API contract on this computer, for curl and other clients",
		Long: `Serve the whole API contract under /v2, painted here: free and offline. The base
URL is printed when it is ready. Any bearer that begins with "vk-" is taken;
"vk-test-expired", "vk-test-empty" and "vk-test-limited" behave as they say, and
"vk-test-fault-NAME" provokes a fault.`,
		Example: `  imagine-tui sandbox --listen 127.0.0.1:8787 --latency real
  curl -H "Authorization: Bearer vk-test-me" -F prompt="a boat" -F style=anime \
       http://127.0.0.1:8787/v2/image/generations -o boat.jpg`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			options, err := sandboxOptions(latency, faults)
			if err != nil {
				return usageError(err)
			}
			options.Log = a.setup.Log
			return a.serveSandbox(c.Context(), listen, options)
		},
	}
	f := command.Flags()
	f.StringVar(&listen, "listen", "127.0.0.1:8787", "address to serve at; port 0 takes any free one")
	f.StringVar(&latency, "latency", "0", `time a picture takes: a duration, or "real"`)
	f.StringArrayVar(&faults, "fault", nil, "NAME or NAME:RATE, may be repeated: an API code, an HTTP status, or cut, slow, html, empty, reset, short, hang; of videos failed, forever, late, expired, expired-once, status-NAME, download-NAME")
	return command
}

func sandboxOptions(latency string, faults []string) (sandbox.Options, error) {
	var o sandbox.Options
	var err error
	if o.Latency, err = sandbox.ParseLatency(latency); err != nil {
		return o, fmt.Errorf("--latency: %w", err)
	}
	for _, text := range faults {
		fault, err := sandbox.ParseFault(text)
		if err != nil {
			return o, fmt.Errorf("--fault: %w", err)
		}
		o.Faults = append(o.Faults, fault)
	}
	return o, nil
}

// serveSandbox serves until a signal comes.
func (a *program) serveSandbox(ctx context.Context, listen string, o sandbox.Options) error {
	server, err := sandbox.Start(ctx, listen, o)
	if err != nil {
		return err
	}
	if !sandbox.Loopback(listen) {
		a.say("Warning: %s is reached from other computers too. The sandbox has no secrets, but whoever reaches it can keep it busy.", clean.Line(listen))
	}
	fmt.Fprintln(a.stdout, server.BaseURL())
	a.say("Serving until ctrl+c.")
	<-ctx.Done()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return server.Close(ending)
}
