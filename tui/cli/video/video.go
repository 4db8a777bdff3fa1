// Package video is the subcommand video: what was ordered, how far it is, and
// away with it.
package video

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/selection"
)

// The states of a video, in lists and events.
const (
	videoSaved     = "saved"
	videoRendering = "rendering"
	videoDone      = "done"
	videoFailed    = "failed"
	videoDeleted   = "deleted"
)

// videoEvent is a video in JSON.
type videoEvent struct {
	Event   string         `json:"event"` // video, status or deleted
	Job     string         `json:"job"`
	State   string         `json:"state"`
	Message string         `json:"message,omitempty"`
	Key     string         `json:"key"`
	Request *event.Request `json:"request,omitempty"`
	Time    *time.Time     `json:"time,omitempty"` // when it was ordered
	event.Path
}

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Key  string // its name
	JSON bool
	Yes  bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:     "video",
		Short:   "List videos, check their progress, delete them from the service",
		Example: "  imagine-tui video list",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	console.AddJSON(command.PersistentFlags(), &o.JSON)
	selection.AddLibrary(command.PersistentFlags(), setup)
	listing := &cobra.Command{
		Use:   "list",
		Short: "List the videos requested on this computer",
		Long: `List the videos requested on this computer, newest first: state, time, key, id, style,
prompt and file. "deleted" means deleted from the service; your file is kept. The
service itself offers no list.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return list(c.Context(), o) },
	}
	asking := &cobra.Command{
		Use:   "status ID",
		Short: "Check the progress of a video; costs nothing",
		Args:  cobra.ExactArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return status(c.Context(), o, args[0]) },
	}
	deleting := &cobra.Command{
		Use:   "delete ID",
		Short: "Permanently delete a video from the service",
		Long: `Permanently delete a video from the service. A copy saved here is kept; a video that
is not saved yet is lost.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return remove(c.Context(), o, args[0]) },
	}
	deleting.Flags().BoolVar(&o.Yes, "yes", false, "do not ask")
	for _, c := range []*cobra.Command{asking, deleting} {
		c.Flags().StringVarP(&o.Key, "key", "k", "", "`name` of the key to use (default: the one it was requested with)")
	}
	command.AddCommand(listing, asking, deleting)
	return command
}

// event says what is known of a video here.
func (o *Options) event(kind string, known history.Video) videoEvent {
	e := videoEvent{Event: kind, Job: clean.Line(known.Job), State: videoRendering, Key: clean.Line(known.Key), Path: event.PathOf(known.Path)}
	if known.Path != "" {
		e.State = videoSaved
	}
	if !known.Deleted.IsZero() {
		e.State = videoDeleted
	}
	if known.Request.Operation != "" {
		request := event.RequestOf(known.Request)
		e.Request, e.Time = &request, &known.Sent
	}
	return e
}

// tell prints one video.
func (o *Options) tell(e videoEvent) error {
	if o.JSON {
		return o.Console.JSON(e)
	}
	columns := []string{e.State}
	if e.Time != nil {
		columns = append(columns, e.Time.Local().Format("2006-01-02 15:04:05"))
	}
	columns = append(columns, e.Key, e.Job)
	if e.Request != nil {
		columns = append(columns, e.Request.Style, clean.Short(e.Request.Prompt, 60))
	}
	_, err := fmt.Fprintln(o.Console.Out, strings.TrimRight(strings.Join(append(columns, e.Message, o.Console.Path(e.Path.Path)), "\t"), "\t"))
	return err
}

func list(ctx context.Context, o *Options) error {
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	known, err := library.Videos(ctx)
	for _, video := range known {
		if err := o.tell(o.event("video", video)); err != nil {
			return err
		}
	}
	if len(known) == 0 && err == nil {
		o.Console.Say("No videos were requested here.")
	}
	return err
}
