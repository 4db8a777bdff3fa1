package preview

import (
	"fmt"
	"time"

	"imagine-tui/tui/action"
	"imagine-tui/tui/picture"
)

// film is what is seen of a video that plays, in place of its still.
type film struct {
	frame picture.Rendered
	note  string // how far it is
}

// ShowFrame shows a frame of the video whose still is shown, with how far that is.
func (p *Pane) ShowFrame(r picture.Rendered, note string) {
	if r.Graphic != nil && p.film != nil && p.film.note == note {
		return // the terminal draws it: no cell is another
	}
	r.Transmit = ""
	p.film, p.view, p.dimmed = &film{r, note}, nil, nil
}

// NoteFrame says how far the video is, or that it stands still.
func (p *Pane) NoteFrame(note string) {
	if p.film != nil && p.film.note != note {
		p.film.note, p.view = note, nil
	}
}

// EndFilm shows the still again.
func (p *Pane) EndFilm() {
	if p.film != nil {
		p.film, p.view, p.dimmed = nil, nil, nil
	}
}

// Video tells the pixels and the duration of the video whose still is shown; false
// where there is none, or something else is awaited.
func (p *Pane) Video() (w, h int, d time.Duration, is bool) {
	r := &p.shown
	return r.Width, r.Height, r.Duration, r.Duration > 0 && p.words == nil && p.picture != nil && p.waiting == ""
}

// seen is the drawing that is seen now: the frame of a film or the picture.
func (p *Pane) seen() (lines, brief []string, cols int) {
	if p.film == nil {
		return p.picture, p.brief, p.cols
	}
	return p.film.frame.Lines, p.film.frame.Brief, p.film.frame.Cols
}

// SetUnplayed says below videos what to do where they cannot be played here.
func (p *Pane) SetUnplayed(words string) {
	p.unplayed = words
	if p.shown.Duration > 0 {
		p.warning, p.view = words, nil
	}
}

// FilmHints are the keys of a video in a place, if there is one and it can be
// played.
func (p *Pane) FilmHints(at action.Place) []action.Hint {
	switch {
	case p.shown.Duration == 0 || p.unplayed != "":
		return nil
	case p.film == nil:
		return []action.Hint{p.acts.HintAs(at, action.VideoPlay, "play")}
	}
	return []action.Hint{p.acts.Hint(at, action.VideoPlay), p.acts.Together(at, "frame", action.VideoPrevious, action.VideoNext)}
}

// videoHints are the keys while a video is shown, most useful first.
func (p *Pane) videoHints(look action.Hint) []action.Hint {
	hints := append(p.FilmHints(action.Preview), look)
	hints = append(hints, p.acts.Hint(action.Preview, action.ResultOpen), p.acts.HintAs(action.Preview, action.VideoDelete, "delete from the service"))
	return append(append(hints, p.acts.Hints(action.Preview, action.ResultPick, action.ResultDrop)...), p.zoomHints()...)
}

// sizeNote says how large a picture is, how large it is drawn, and how long a
// video plays.
func sizeNote(r picture.Rendered) string {
	note := fmt.Sprintf("%d×%d, %v", r.Width, r.Height, r.Zoom)
	if r.Duration > 1 { // 1 is an unknown one
		note = picture.Clock(r.Duration) + " · " + note
	}
	return note
}
