package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/history"
)

func (a *app) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff A B",
		Short: "Say what differs between the recipes of two pictures",
		Long: `Say what differs between the recipes of two pictures: words of the prompt as
[-gone-] and {+new+}, each other setting as "before → after". Nothing is printed
where they are the same.`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.diff(args[0], args[1]) },
	}
}

func (a *app) diff(fileA, fileB string) error {
	s, err := a.config()
	if err != nil {
		return err
	}
	library, err := a.openLibrary(s, "")
	if err != nil {
		return err
	}
	var recipes [2]history.Sidecar
	for i, file := range []string{fileA, fileB} {
		path, err := filepath.Abs(file)
		if err != nil {
			return err
		}
		recipe, found, err := recipeOf(library, path)
		if err == nil && !found {
			err = errors.New("it holds no recipe")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", clean.Line(file), err)
		}
		recipes[i] = recipe
	}
	lines := recipeDiff(recipes[0], recipes[1])
	if len(lines) == 0 {
		a.say("The recipes are the same.")
		return nil
	}
	_, err = fmt.Fprint(a.stdout, strings.Join(lines, ""))
	return err
}

// recipeDiff lists what differs between two recipes, a line a setting.
func recipeDiff(a, b history.Sidecar) []string {
	var lines []string
	fact := func(name, before, after string) {
		before, after = clean.Line(before), clean.Line(after)
		if before != after {
			lines = append(lines, fmt.Sprintf("%-9s %s → %s\n", name, orNone(before, "none"), orNone(after, "none")))
		}
	}
	if before, after := clean.Line(a.Request.Prompt), clean.Line(b.Request.Prompt); before != after {
		lines = append(lines, fmt.Sprintf("%-9s %s\n", "prompt", wordDiff(before, after)))
	}
	fact("operation", string(a.Request.Operation), string(b.Request.Operation))
	fact("style", a.Request.Style, b.Request.Style)
	fact("ratio", a.Request.AspectRatio, b.Request.AspectRatio)
	fact("seed", strconv.FormatInt(a.Request.Seed, 10), strconv.FormatInt(b.Request.Seed, 10))
	fact("key", a.Key, b.Key)
	fact("size", size(a), size(b))
	return lines
}

func size(s history.Sidecar) string { return fmt.Sprintf("%d×%d", s.Width, s.Height) }

// maxWordTable bounds the table of wordDiff, in cells.
const maxWordTable = 4 << 20

// wordDiff writes both texts as one, words only in the first as [-word-], only
// in the second as {+word+}.
func wordDiff(before, after string) string {
	a, b := strings.Fields(before), strings.Fields(after)
	var head, tail []string
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head, a, b = append(head, a[0]), a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail, a, b = append(tail, a[len(a)-1]), a[:len(a)-1], b[:len(b)-1]
	}
	slices.Reverse(tail)
	return strings.Join(slices.Concat(head, middleDiff(a, b), tail), " ")
}

// middleDiff is wordDiff for words that differ at both ends. Very long ones
// are shown as replaced altogether.
func middleDiff(a, b []string) []string {
	var out, gone, added []string
	flush := func() {
		if len(gone) > 0 {
			out = append(out, "[-"+strings.Join(gone, " ")+"-]")
		}
		if len(added) > 0 {
			out = append(out, "{+"+strings.Join(added, " ")+"+}")
		}
		gone, added = nil, nil
	}
	if len(a)*len(b) > maxWordTable {
		gone, added = a, b
		flush()
		return out
	}
	longest := commonWords(a, b)
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			flush()
			out = append(out, a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && longest[i+1][j] >= longest[i][j+1]:
			gone = append(gone, a[i])
			i++
		default:
			added = append(added, b[j])
			j++
		}
	}
	flush()
	return out
}

// commonWords returns for each i and j how many words, in order and with gaps
// allowed, a[i:] and b[j:] have in common.
func commonWords(a, b []string) [][]int {
	longest := make([][]int, len(a)+1)
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	return longest
}
