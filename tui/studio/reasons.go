package studio

import (
	"slices"

	"imagine-tui/tui/gallery"
)

func (c *commands) noResult() string {
	if len(c.desk.Chosen()) == 0 {
		return "select a result first"
	}
	return ""
}

func (c *commands) unheard() string {
	if !c.spoken.on {
		return "no screen reader: set screen_reader = true in the config, or start with --screen-reader"
	}
	return ""
}

func (c *commands) noFile() string {
	if row, ok := c.panes.results.Selected(); !ok || row.Path == "" {
		return "select a saved result first"
	}
	return ""
}

func (c *commands) noRecipe() string {
	if row, ok := c.panes.results.Selected(); !ok || row.Recipe == nil {
		return "select a result first"
	}
	return ""
}

func (c *commands) noNewSeed() string {
	rows := c.desk.Chosen()
	if len(rows) == 0 {
		return c.noResult()
	}
	if !slices.ContainsFunc(rows, gallery.Row.TakesSeed) {
		return c.acts.Words("a " + gallery.Noun(rows[0].Operation) + " made this way has no seed: {result.again} makes another take")
	}
	return ""
}

func (c *commands) noSeed() string {
	if row, ok := c.panes.results.Selected(); !ok || row.Seed == 0 {
		return "select a result with a seed first"
	}
	return ""
}

func (c *commands) noVideo() string {
	if row, ok := c.panes.results.Selected(); !ok || !gallery.IsVideo(row.Operation) {
		return "select a video first: only videos stay on the service"
	}
	return ""
}

func (c *commands) noFilm() string {
	if row, ok := c.panes.results.Selected(); !ok || !gallery.IsVideo(row.Operation) || row.State != gallery.Saved {
		return "select a saved video first"
	}
	return ""
}

// noPair knows also of a move that the preview has not heard of yet.
func (c *commands) noPair() string {
	if len(c.gallery.Marked()) < 2 && !c.flows.show.LookedAtTwo() {
		return "mark two saved results first, or view two"
	}
	return ""
}

func (c *commands) nothingToPromote() string {
	if !c.flows.keep.CanPromote() {
		return "pick, mark or select pictures made in a style first"
	}
	return ""
}

func (c *commands) noWork() string {
	if c := c.queue.Counts(); c.Running+c.Waiting+c.Held == 0 {
		return "nothing is running"
	}
	return ""
}

func (c *commands) noneRejected() string {
	if len(c.flows.keep.Rejected()) == 0 {
		return "nothing is rejected"
	}
	return ""
}
