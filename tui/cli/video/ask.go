package video

import (
	"context"
	"errors"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

// with opens the engine and finds the video and the account to ask with.
func (o *Options) with(ctx context.Context, id string, do func(e *app.Engine, known history.Video, a queue.Account) error) (err error) {
	s, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	e, err := o.Setup.OpenEngine(ctx, s, app.EngineOptions{Latency: "0", Unattended: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	o.Console.Tell(e.Keys.Problems()...)
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
	account, err := o.account(e, s, &known)
	if err != nil {
		return exit.Misuse(err)
	}
	return do(e, known, account)
}

// account is the key that is named, else the one the video was ordered with:
// no other could know it. Only for a video that is not known here it is the one
// in use.
func (o *Options) account(e *app.Engine, s app.Settings, known *history.Video) (queue.Account, error) {
	name := o.Key
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
	if o.Key == "" && known.Origin != "" && known.Origin != a.Origin {
		return queue.Account{}, fmt.Errorf("the key %s is for a different address than the one the video was requested from: choose a key with --key", clean.Line(name))
	}
	known.Key = name
	return a, nil
}

func status(ctx context.Context, o *Options, id string) error {
	return o.with(ctx, id, func(_ *app.Engine, known history.Video, a queue.Account) error {
		video, err := queue.VideoStatus(ctx, a, id)
		if err != nil {
			return exit.Refused(err)
		}
		e := o.event("status", known)
		switch video.State {
		case api.VideoDone:
			e.State = videoDone
		case api.VideoFailed:
			e.State = videoFailed
		case api.VideoRendering:
			e.State = videoRendering
		}
		e.Message = video.Message
		if err := o.tell(e); err != nil {
			return err
		}
		if video.State == api.VideoDone && known.Path == "" {
			o.Console.Say("It is ready: %s recover fetches it.", app.Name)
		}
		return nil
	})
}
