package gallery

import (
	"errors"
	"fmt"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
)

// NoteOf says in a few words where a run stands.
func NoteOf(r queue.Run, now time.Time) string {
	switch r.State {
	case queue.StatePlanned, queue.StateWaiting:
		return "queued, " + ordinal(r.Position)
	case queue.StateHeld:
		if r.Err != nil && r.Err.Outcome == api.NotSent {
			return "held: cannot connect"
		}
		if errors.Is(r.LocalErr, queue.ErrOnHold) {
			return "on hold"
		}
		if errors.Is(r.LocalErr, queue.ErrSameUnknown) {
			return "held: earlier one had no answer"
		}
		return "held: check the key"
	case queue.StateSending:
		return "sending"
	case queue.StateRendering:
		return renderingNote(r, now)
	case queue.StateReceiving:
		if r.Total > 0 {
			return fmt.Sprintf("receiving %d%%", r.Done*100/r.Total)
		}
		return "receiving"
	case queue.StateRetrying:
		return fmt.Sprintf("busy, retry in %d s (%d of %d)", max(0, int(r.RetryAt.Sub(now).Seconds()+0.5)), r.Attempt, max(1, r.Attempts-1))
	case queue.StateUnknown:
		return "no answer"
	case queue.StateCancelled:
		return "stopped"
	case queue.StateFailed:
		return failedNote(r)
	default:
	}
	return ""
}

// renderingNote says how a video stands: how long it has been made, and when
// it is asked for next.
func renderingNote(r queue.Run, now time.Time) string {
	if !r.Ordered() {
		return "rendering"
	}
	text := "rendering"
	if lasts := now.Sub(r.Started).Truncate(SlowStep); !r.Started.IsZero() && lasts > 0 {
		text = "rendering " + long(lasts)
	}
	if left := r.NextPoll.Sub(now); !r.NextPoll.IsZero() && left > 0 {
		text += ", checked again in " + long((left + SlowStep - 1).Truncate(SlowStep))
	}
	return text
}

// long says how long something lasts, in whole seconds.
func long(d time.Duration) string {
	s := int(d.Seconds())
	if s < 60 {
		return fmt.Sprintf("%d s", s)
	}
	return fmt.Sprintf("%d min %d s", s/60, s%60)
}

// underway is how long a run has been under way; 0 where its note says so itself
// or there is nothing to tell.
func underway(r queue.Run, now time.Time) time.Duration {
	if r.Started.IsZero() || r.State == queue.StateRetrying || r.Job != "" {
		return 0
	}
	return now.Sub(r.Started)
}

func failedNote(r queue.Run) string {
	if r.Err == nil {
		if r.LocalErr != nil {
			return "not saved"
		}
		return "failed"
	}
	switch r.Err.Kind {
	case api.KindNoTokens:
		return "no tokens"
	case api.KindKeyMissing, api.KindKeyRefused:
		return "key refused"
	case api.KindKeyExpired:
		return "key expired"
	case api.KindNetwork:
		return "cannot connect"
	case api.KindTooMany, api.KindBusy:
		return "busy"
	default:
	}
	if r.Err.Status > 0 {
		return fmt.Sprintf("refused (%d)", r.Err.Status)
	}
	return "failed"
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}
