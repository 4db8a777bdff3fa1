package sign

import (
	"fmt"
	"strconv"
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
)

// Words say what a row is, the state first, as it is heard: marked, picked or rejected,
// how it stands, its stars, and that nobody looked at it yet. What only counts on is
// left out.
func Words(r *gallery.Row) []string {
	var out []string
	if r.Marked() {
		out = append(out, "marked")
	}
	switch {
	case r.Picked:
		out = append(out, "picked")
	case r.Rejected:
		out = append(out, "rejected")
	}
	if state := stateWord(r); state != "" && (r.State != gallery.Saved || len(out) == 0) {
		out = append(out, state)
	}
	if r.Rating > 0 {
		out = append(out, wording.Count(min(r.Rating, 5), "star"))
	}
	if r.New && r.State == gallery.Saved {
		out = append(out, "new")
	}
	if r.Unwritten {
		out = append(out, "not saved yet")
	}
	return out
}

func stateWord(r *gallery.Row) string {
	with := func(word string) string { return strings.TrimSuffix(word+", "+r.Note, ", ") }
	switch r.State {
	case gallery.Waiting:
		return "queued"
	case gallery.Sending, gallery.Rendering, gallery.Receiving:
		return "running"
	case gallery.Retrying:
		return "running, to be tried again"
	case gallery.Held:
		return with("held")
	case gallery.Failed:
		return with("failed")
	case gallery.Unknown:
		return "no answer"
	case gallery.Cancelled:
		return "stopped"
	default:
		return "saved"
	}
}

// Apart are the words that set a row apart from the others of its batch, as they are
// heard.
func Apart(b *gallery.Batch, r *gallery.Row) []string {
	if b == nil {
		return nil
	}
	label, rest := b.Apart(r)
	if label != "" {
		rest = append([]string{label}, rest...)
	}
	word := b.SeedWord(r)
	for i, part := range rest {
		if part == word && word != "" {
			rest[i] = SeedWords(b, r)
		}
	}
	return rest
}

// SeedWords are a seed as it is heard: as it is where somebody may have written it,
// else its place among those that were drawn for the batch.
func SeedWords(b *gallery.Batch, r *gallery.Row) string {
	switch word := b.SeedWord(r); {
	case word == "":
		return ""
	case word == "s"+strconv.FormatInt(r.Seed, 10):
		return "seed " + word[1:]
	case strings.HasPrefix(word, "s…"):
		return fmt.Sprintf("seed ending in %04d", r.Seed%10_000)
	default:
		return "drawn seed " + word[1:]
	}
}

// Cost is what a row cost, as it is heard; "" where that is nothing, or not yet known.
func Cost(r *gallery.Row) string {
	switch {
	case r.State != gallery.Saved || r.Free:
		return ""
	case r.Reused:
		return "already saved"
	case r.Priced:
		return wording.Count(r.Tokens, "token")
	}
	return "price unknown"
}
