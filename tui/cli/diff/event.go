package diff

import (
	"math"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/history/difference"
	"imagine-tui/tui/cli/event"
)

// differenceEvent is what differs between two recipes, in JSON.
type differenceEvent struct {
	Event string     `json:"event"`
	A     event.Path `json:"a"`
	B     event.Path `json:"b"`
	// Same says that the recipes are, whatever the pixels.
	Same    bool         `json:"same"`
	Changes []changeJSON `json:"changes"`
	Pixels  *pixelsJSON  `json:"pixels"` // null where they were not compared
}

// changeJSON is one thing that differs; "" is a value nobody chose.
type changeJSON struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// pixelsJSON is by how much the pictures differ: shares go from 0 to 1.
type pixelsJSON struct {
	Same  bool    `json:"same"`
	Share float64 `json:"share"` // of the pixels that differ
	Mean  float64 `json:"mean"`  // by how much, on average
	Max   float64 `json:"max"`
	// PSNR is in decibels, null where no pixel differs.
	PSNR *float64 `json:"psnr"`
}

// recipeEvent is the recipe of one picture as text.
type recipeEvent struct {
	Event string `json:"event"`
	event.Path
	Text string `json:"text"`
}

func eventOf(paths [2]string, recipes [2]history.Sidecar, pixels *difference.Pixels) differenceEvent {
	e := differenceEvent{Event: "difference", A: event.PathOf(paths[0]), B: event.PathOf(paths[1]), Changes: []changeJSON{}}
	before, after := clean.Text(recipes[0].Request.Prompt), clean.Text(recipes[1].Request.Prompt)
	if before != after {
		e.Changes = append(e.Changes, changeJSON{"prompt", before, after})
	}
	for _, c := range difference.Changes(recipes[0], recipes[1]) {
		e.Changes = append(e.Changes, changeJSON{c.Name, c.Before, c.After})
	}
	e.Same = len(e.Changes) == 0
	if pixels != nil {
		e.Pixels = &pixelsJSON{Same: pixels.Same(), Share: pixels.Share, Mean: pixels.Mean, Max: pixels.Max}
		if !math.IsInf(pixels.PSNR, 0) {
			e.Pixels.PSNR = &pixels.PSNR
		}
	}
	return e
}
