package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
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
	Event   string       `json:"event"` // video, status or deleted
	Job     string       `json:"job"`
	State   string       `json:"state"`
	Message string       `json:"message,omitempty"`
	Key     string       `json:"key"`
	Request *requestJSON `json:"request,omitempty"`
	Time    *time.Time   `json:"time,omitempty"` // when it was ordered
	Path    string       `json:"path,omitempty"`
}

// videos is one call of a command about videos.
type videos struct {
	app     *program
	keyName string
	json    bool
	yes     bool
}

func (a *program) videoCommand() *cobra.Command {
	v := &videos{app: a}
	command := &cobra.Command{
		Use:   "video",
		Short: "Videos that were ordered: list, ask how far, delete at the service",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	command.PersistentFlags().BoolVar(&v.json, "json", false, "print one JSON object a line")
	list := &cobra.Command{
		Use:   "list",
		Short: "Videos that are known here, saved or still being made",
		Long: `List the videos that were ordered on this computer, newest first: state, time,
key, id, style, prompt, and the file. The service has no list of its own.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return v.list(c.Context()) },
	}
	status := &cobra.Command{
		Use:   "status ID",
		Short: "Ask the service how far a video is; costs nothing",
		Args:  cobra.ExactArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return v.status(c.Context(), args[0]) },
	}
	del := &cobra.Command{
		Use:   "delete ID",
		Short: "Delete a video at the service, for good",
		Long: `Delete a video at the service. That is permanent. A copy that was saved here
stays; one that was not saved yet is lost.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return v.delete(c.Context(), args[0]) },
	}
	del.Flags().BoolVar(&v.yes, "yes", false, "ask no question")
	for _, c := range []*cobra.Command{status, del} {
		c.Flags().StringVarP(&v.keyName, "key", "k", "", "`name` of the key to ask with (else the one it was ordered with)")
	}
	command.AddCommand(list, status, del)
	return command
}

// event says what is known of a video here.
func (v *videos) event(kind string, known history.Video) videoEvent {
	e := videoEvent{Event: kind, Job: clean.Line(known.Job), State: videoRendering, Key: clean.Line(known.Key), Path: clean.Line(known.Path)}
	if known.Path != "" {
		e.State = videoSaved
	}
	if known.Request.Operation != "" {
		request := requestOf(known.Request)
		e.Request, e.Time = &request, &known.Sent
	}
	return e
}

// tell prints one video.
func (v *videos) tell(e videoEvent) error {
	if v.json {
		return writeJSON(v.app.stdout, e)
	}
	columns := []string{e.State}
	if e.Time != nil {
		columns = append(columns, e.Time.Local().Format("2006-01-02 15:04:05"))
	}
	columns = append(columns, e.Key, e.Job)
	if e.Request != nil {
		columns = append(columns, e.Request.Style, clean.Width(e.Request.Prompt, 60))
	}
	_, err := fmt.Fprintln(v.app.stdout, strings.TrimRight(strings.Join(append(columns, e.Message, e.Path), "\t"), "\t"))
	return err
}

func (v *videos) list(ctx context.Context) error {
	s, err := v.app.setup.Settings()
	if err != nil {
		return err
	}
	library, err := v.app.setup.OpenLibrary(s, "")
	if err != nil {
		return err
	}
	known, err := library.Videos(ctx)
	for _, video := range known {
		if err := v.tell(v.event("video", video)); err != nil {
			return err
		}
	}
	if len(known) == 0 && err == nil {
		v.app.say("No video was ordered here.")
	}
	return err
}

// with opens the engine and finds the video and the account to ask with.
func (v *videos) with(ctx context.Context, id string, do func(e *app.Engine, known history.Video, a queue.Account) error) (err error) {
	s, err := v.app.setup.Settings()
	if err != nil {
		return err
	}
	e, err := v.app.setup.OpenEngine(ctx, s, app.EngineOptions{Latency: "0", Unattended: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	v.app.sayProblems(e.Keys)
	known := history.Video{Job: id}
	list, err := e.Library.Videos(ctx)
	if err != nil {
		return err
	}
	for _, video := range list {
		if video.Job == id {
			known = video
			break
		}
	}
	account, err := v.account(e, s, &known)
	if err != nil {
		return usageError(err)
	}
	return do(e, known, account)
}

// account is the key that is named, else the one the video was ordered with:
// no other could know it. Only for a video that is not known here it is the one
// in use.
func (v *videos) account(e *app.Engine, s app.Settings, known *history.Video) (queue.Account, error) {
	name := v.keyName
	if name == "" {
		name = known.Key
	}
	if name == "" {
		k, err := e.Keys.InUse("", s.Defaults.Key)
		if err != nil {
			return queue.Account{}, err
		}
		name = k.Name
	}
	a, err := e.Account(name)
	if err != nil {
		return queue.Account{}, err
	}
	if v.keyName == "" && known.Origin != "" && known.Origin != a.Origin {
		return queue.Account{}, fmt.Errorf("the key %s belongs to another address than the one the video was ordered at: choose a key with --key", clean.Line(name))
	}
	known.Key = name
	return a, nil
}

func (v *videos) status(ctx context.Context, id string) error {
	return v.with(ctx, id, func(_ *app.Engine, known history.Video, a queue.Account) error {
		video, err := queue.VideoStatus(ctx, a, id)
		if err != nil {
			return keyStatus(err)
		}
		e := v.event("status", known)
		switch video.State {
		case api.VideoDone:
			e.State = videoDone
		case api.VideoFailed:
			e.State = videoFailed
		case api.VideoRendering:
			e.State = videoRendering
		}
		e.Message = video.Message
		if err := v.tell(e); err != nil {
			return err
		}
		if video.State == api.VideoDone && known.Path == "" {
			v.app.say("It is ready: %s recover fetches it.", app.Name)
		}
		return nil
	})
}

func (v *videos) delete(ctx context.Context, id string) error {
	return v.with(ctx, id, func(e *app.Engine, known history.Video, a queue.Account) error {
		if err := v.mayDelete(ctx, known); err != nil {
			return err
		}
		if err := e.Queue.DeleteVideo(ctx, a, id); err != nil {
			return keyStatus(err)
		}
		event := v.event("deleted", known)
		event.State = videoDeleted
		if err := v.tell(event); err != nil {
			return err
		}
		return e.Library.ForgetVideo(id)
	})
}

// mayDelete asks, since there is no way back.
func (v *videos) mayDelete(ctx context.Context, known history.Video) error {
	if v.yes {
		return nil
	}
	what := fmt.Sprintf("Deleting the video %s at the service is permanent. It is not saved here.", clean.Line(known.Job))
	if known.Path != "" {
		what = fmt.Sprintf("Deleting the video %s at the service is permanent. The copy saved here stays.", clean.Line(known.Job))
	}
	if !isTerminal(v.app.stdin) || !isTerminal(v.app.stderr) {
		return usagef("%s There is nobody to ask, so nothing was deleted; --yes deletes without asking", what)
	}
	fmt.Fprintf(v.app.stderr, "%s\nType delete and enter to go on: ", what)
	answer, err := readLine(ctx, v.app.stdin)
	if err != nil {
		return err
	}
	if answer != "delete" {
		return usagef("the answer was not delete, so nothing was deleted")
	}
	return nil
}

// keyStatus makes a refused key exit as it does in generate.
func keyStatus(err error) error {
	if e, ok := errors.AsType[*api.Error](err); ok {
		said := errors.New(sentence(e))
		if e.KeyProblem() {
			return &statusError{Status: statusKey, Err: said}
		}
		return said
	}
	return err
}
