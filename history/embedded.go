package history

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"imagine-tui/api"
	"imagine-tui/api/media"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/recipe"
	"imagine-tui/history/recipe/foreign"
)

// ErrNoRecipe says that a picture's file does not tell how it was made.
var ErrNoRecipe = recipe.ErrNone

// ReadRecipe reads the recipe from inside a picture, also where only another
// program's is there: then Schema is 0, and the operation is taken to be text
// to image. It reads nothing but the picture. The error wraps ErrNoRecipe where
// it is known that there is none.
func ReadRecipe(path string) (Sidecar, error) {
	file, err := plainfile.Open(path)
	if err != nil {
		return Sidecar{}, err
	}
	defer func() { _ = file.Close() }() // only read from
	r, err := recipe.Read(file)
	if errors.Is(err, recipe.ErrNone) {
		return Sidecar{}, fmt.Errorf("%s: %w", filepath.Base(path), ErrNoRecipe)
	}
	if err != nil {
		return Sidecar{}, fmt.Errorf("its recipe cannot be read: %w", err)
	}
	s, problem := decode(r.JSON)
	switch {
	case r.JSON != nil && (problem == "" || s.Schema > Schema):
	case r.Foreign != nil:
		s = fromForeign(r.Foreign)
	case r.Parameters != (recipe.Parameters{}):
		s = fromParameters(r.Parameters)
	default:
		return Sidecar{}, errors.New("its recipe cannot be read: it is damaged")
	}
	s.describeFile(file)
	return s.cleaned(), nil
}

// describeFile adds what the file itself says where the recipe inside does not.
func (s *Sidecar) describeFile(file *os.File) {
	if info, err := file.Stat(); err == nil {
		s.Bytes = info.Size()
	}
	head := make([]byte, media.MagicLen)
	n, _ := file.ReadAt(head, 0) // a short file has a short head
	if s.MediaType == "" {
		s.MediaType = media.Sniff(head[:n]).MediaType()
	}
	if s.Width == 0 {
		s.Width, s.Height = media.Size(file)
	}
}

func fromParameters(p recipe.Parameters) Sidecar {
	s := Sidecar{Program: p.Version, Width: p.Width, Height: p.Height, Sandbox: p.Sandbox}
	s.Request = api.Request{
		Operation: api.TextToImage, Prompt: p.Prompt, Style: p.Model, AspectRatio: p.AspectRatio,
		Seed: usableSeed(p.Seed),
	}
	s.Hash = s.Request.Hash()
	return s
}

// usableSeed returns a seed that can be asked for, else 0: other studios count
// further.
func usableSeed(seed int64) int64 {
	if seed < 1 || seed > api.MaxSeed {
		return 0
	}
	return seed
}

// fromForeign makes a request of what another program says: of its prompt and,
// where they exist here, of its seed and shape.
func fromForeign(f *foreign.Recipe) Sidecar {
	s := Sidecar{Program: f.Program, Foreign: f}
	seed, _ := strconv.ParseInt(f.Seed, 10, 64) // 0 for what is none
	s.Request = api.Request{
		Operation: api.TextToImage, Prompt: f.Prompt, Seed: usableSeed(seed),
		AspectRatio: ratioOf(f.Width, f.Height),
	}
	s.Hash = s.Request.Hash()
	return s
}

// ratioOf returns the aspect ratio that a size has exactly, "" for none.
func ratioOf(width, height int) string {
	for _, ratio := range api.AspectRatios(api.TextToImage) {
		var w, h int
		if n, err := fmt.Sscanf(ratio, "%d:%d", &w, &h); n == 2 && err == nil && width > 0 && width*h == height*w {
			return ratio
		}
	}
	return ""
}

// ParentName is the name of the result that this one was made from, "" where it
// was made from none: the name of a file of the person's own says something of
// them, so it stays out of all that is given away.
func (s Sidecar) ParentName() string {
	if !filepath.IsLocal(filepath.FromSlash(s.Parent)) {
		return ""
	}
	return path.Base(s.Parent)
}

// recipe returns what goes into the picture itself. Pictures are given away,
// so it says how to make the picture again and nothing about the person: no
// key's name, no paths, no judgement.
func (s Sidecar) recipe() (recipe.Recipe, error) {
	inside := Sidecar{
		Schema: s.Schema, Program: s.Program, Request: s.Request, Hash: s.Hash, Run: s.Run, Template: s.Template,
		Origin: s.Origin, Sandbox: s.Sandbox, Sent: s.Sent, ElapsedMS: s.ElapsedMS, Tokens: s.Tokens,
		Width: s.Width, Height: s.Height, MediaType: s.MediaType, SHA256: s.SHA256, ServerID: s.ServerID, Take: s.Take,
	}
	inside.Parent = s.ParentName()
	inside.Request.Inputs = nil
	for _, in := range s.Request.Inputs {
		inside.Request.Inputs = append(inside.Request.Inputs, api.Input{Field: in.Field, SHA256: in.SHA256})
	}
	data, err := inside.MarshalJSON()
	return recipe.Recipe{
		JSON: data,
		Parameters: recipe.Parameters{
			Prompt: s.Request.Prompt, Seed: s.Request.Seed, Width: s.Width, Height: s.Height,
			Model: s.Request.Style, AspectRatio: s.Request.AspectRatio, Version: s.Program, Sandbox: s.Sandbox,
		},
	}, err
}
