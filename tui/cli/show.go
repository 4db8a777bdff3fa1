package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/picture"
)

// showing is one call of show.
type showing struct {
	app      *program
	size     string
	protocol string
	colors   string
	noRecipe bool

	draw       bool
	options    picture.Options
	cols, rows int
}

func (a *program) showCommand() *cobra.Command {
	s := &showing{app: a}
	command := &cobra.Command{
		Use:   "show FILE…",
		Short: "Draw saved pictures in the terminal, and tell how they were made",
		Args:  cobra.MinimumNArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return s.run(c.Context(), args) },
	}
	f := command.Flags()
	f.StringVar(&s.size, "size", "", "cells to draw in, as COLSxROWS (else what the terminal has)")
	f.StringVar(&s.protocol, "protocol", "auto", "how to draw: "+strings.Join(picture.ModeNames(), ", ")+"; into a pipe nothing is drawn unless one is named")
	f.StringVar(&s.colors, "colors", "auto", "colours of pictures made of characters: auto, truecolor, 256, 16 or none")
	f.BoolVar(&s.noRecipe, "no-recipe", false, "only the picture")
	return command
}

func (s *showing) run(ctx context.Context, files []string) error {
	if err := s.prepare(); err != nil {
		return usageError(err)
	}
	config, err := s.app.setup.Settings()
	if err != nil {
		return err
	}
	if n := config.Studio.PictureBytes; n > 0 {
		s.options.Terminal.Bytes = n
	}
	library, err := s.app.setup.OpenLibrary(config, "")
	if err != nil {
		return err
	}
	var problems []error
	for i, file := range files {
		if i > 0 {
			fmt.Fprintln(s.app.stdout)
		}
		if err := s.one(ctx, library, file); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", clean.Line(file), err))
		}
	}
	return errors.Join(problems...)
}

// prepare works out whether, how and how large to draw.
func (s *showing) prepare() error {
	mode, err := picture.ParseMode(s.protocol)
	if err != nil {
		return fmt.Errorf("--protocol: %w", err)
	}
	profile, err := parseColors(s.colors)
	if err != nil {
		return err
	}
	s.cols, s.rows = 80, 24
	if s.size != "" {
		if s.cols, s.rows, err = parseSize(s.size); err != nil {
			return err
		}
	}
	tty := isTerminal(s.app.stdout)
	s.draw = (tty || mode != picture.ModeAuto) && s.protocol != "none"
	if !s.draw {
		return nil
	}
	detector := s.app.detector()
	detector.Force(mode)
	if profile != colorprofile.Unknown {
		detector.Feed(tea.ColorProfileMsg{Profile: profile})
	}
	if cols, rows := s.app.screenSize(); tty && s.size == "" && cols > 0 {
		// The recipe and the next prompt of the shell want lines, too.
		s.cols, s.rows = cols, max(rows-12, 4)
	}
	if !mode.Cells() {
		// Whoever does not answer is drawn for by what is known.
		_ = detector.Ask(askFor)
	}
	s.options.Mode, s.options.Direct = detector.Printing()
	s.options.Terminal = detector.Terminal()
	return nil
}

// askFor is how long a picture in the shell waits for what the terminal says
// of itself. Nearly all answer within a few milliseconds, or a round trip.
const askFor = 300 * time.Millisecond

// detector returns what is known of the terminal without asking it.
func (a *program) detector() *picture.Detector {
	d := picture.NewDetector(os.Environ())
	file, ok := a.stdout.(*os.File)
	if !ok || !isTerminal(file) {
		return d
	}
	d.SetPixels(func() (w, h int) { return picture.WindowPixels(file.Fd()) })
	d.Feed(tea.ColorProfileMsg{Profile: colorprofile.Detect(file, os.Environ())})
	if cols, rows := a.screenSize(); cols > 0 {
		d.Feed(tea.WindowSizeMsg{Width: cols, Height: rows})
	}
	return d
}

// screenSize returns the size of the terminal in cells, 0, 0 if there is none.
func (a *program) screenSize() (cols, rows int) {
	file, ok := a.stdout.(*os.File)
	if !ok {
		return 0, 0
	}
	cols, rows, err := term.GetSize(int(file.Fd()))
	if err != nil || cols < 1 || rows < 1 {
		return 0, 0
	}
	return cols, rows
}

// parseColors reads --colors; Unknown is auto.
func parseColors(text string) (colorprofile.Profile, error) {
	switch text {
	case "auto":
		return colorprofile.Unknown, nil
	case "truecolor":
		return colorprofile.TrueColor, nil
	case "256":
		return colorprofile.ANSI256, nil
	case "16":
		return colorprofile.ANSI, nil
	case "none":
		return colorprofile.ASCII, nil
	}
	return colorprofile.Unknown, fmt.Errorf("--colors %q is not known: use auto, truecolor, 256, 16 or none", clean.Line(text))
}

// parseSize reads COLSxROWS.
func parseSize(text string) (cols, rows int, err error) {
	left, right, ok := strings.Cut(strings.ToLower(text), "x")
	cols, errCols := strconv.Atoi(left)
	rows, errRows := strconv.Atoi(right)
	if !ok || errCols != nil || errRows != nil || cols < 1 || rows < 1 || cols > 1000 || rows > 1000 {
		return 0, 0, fmt.Errorf("--size %q is not a size: write columns and rows up to 1000, as in 80x40", clean.Line(text))
	}
	return cols, rows, nil
}

// one shows one file. Without a picture there is still its recipe.
func (s *showing) one(ctx context.Context, library *history.Library, file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return errors.New(app.Reason(err))
	case !info.Mode().IsRegular():
		return errors.New("this is not a file")
	}
	var problem error
	if s.draw {
		var drawn picture.Rendered
		drawn, problem = picture.RenderFile(ctx, path, s.cols, s.rows, s.options)
		if problem == nil {
			problem = picture.WriteTo(s.app.stdout, drawn)
		}
	}
	if s.noRecipe {
		return problem
	}
	recipe, found, err := recipeOf(library, path)
	if err != nil {
		return errors.Join(problem, err)
	}
	if !found {
		s.app.say("%s holds no recipe: it was not made by this program, or the recipe was taken out.", file)
		return problem
	}
	_, err = fmt.Fprint(s.app.stdout, recipeText(path, recipe))
	return errors.Join(problem, err)
}

// recipeOf returns how a picture was made: from the sidecar beside it, else
// from inside the picture.
func recipeOf(library *history.Library, path string) (history.Sidecar, bool, error) {
	if entry, err := library.Entry(path); err == nil && entry.Problem == "" {
		return entry.Sidecar, true, nil
	}
	recipe, err := history.ReadRecipe(path)
	switch {
	case errors.Is(err, history.ErrNoRecipe):
		return history.Sidecar{}, false, nil
	case err != nil:
		return history.Sidecar{}, false, err
	}
	return recipe, true, nil
}

// recipeText lists what made a picture, a line a fact.
func recipeText(path string, s history.Sidecar) string {
	var b strings.Builder
	fact := func(name, value string) {
		if value = clean.Line(value); value != "" {
			fmt.Fprintf(&b, "%-9s %s\n", name, value)
		}
	}
	r := s.Request
	fact("file", path)
	fact("prompt", r.Prompt)
	if s.Template != r.Prompt {
		fact("template", s.Template)
	}
	fact("operation", string(r.Operation))
	fact("style", r.Style)
	fact("ratio", r.AspectRatio)
	if r.Seed > 0 {
		fact("seed", strconv.FormatInt(r.Seed, 10))
	}
	if s.Width > 0 {
		fact("size", fmt.Sprintf("%d×%d, %s, %s", s.Width, s.Height, wording.Bytes(s.Bytes), s.MediaType))
	}
	keyName := s.Key
	if s.Sandbox {
		keyName += " (painted by the sandbox, not by the API)"
	}
	fact("key", keyName)
	if s.Tokens != nil {
		fact("tokens", strconv.Itoa(*s.Tokens))
	}
	if !s.Sent.IsZero() {
		fact("sent", s.Sent.Local().Format("2006-01-02 15:04:05"))
		fact("took", fmt.Sprintf("%.1f s", float64(s.ElapsedMS)/1000))
	}
	fact("from", s.Parent)
	if s.Rating > 0 {
		fact("rating", strings.Repeat("★", min(s.Rating, 5)))
	}
	switch {
	case s.Picked:
		fact("choice", "picked")
	case s.Rejected:
		fact("choice", "rejected")
	}
	fact("tags", strings.Join(s.Tags, ", "))
	fact("sha256", s.SHA256)
	return b.String()
}
