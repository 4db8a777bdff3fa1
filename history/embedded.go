package history

import (
	"errors"
	"fmt"
	"path/filepath"

	"imagine-tui/api"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/recipe"
)

// ErrNoRecipe says that a picture's file does not tell how it was made.
var ErrNoRecipe = recipe.ErrNone

// ReadRecipe reads the recipe from inside a picture, also where only another
// studio's parameters are there: then Schema is 0, and the operation is taken
// to be text to image. It reads nothing but the picture.
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
		return Sidecar{}, fmt.Errorf("read the recipe in %s: %w", filepath.Base(path), err)
	}
	if s, problem := decode(r.JSON); r.JSON != nil && (problem == "" || s.Schema > Schema) {
		return s.cleaned(), nil
	}
	if r.Parameters == (recipe.Parameters{}) {
		return Sidecar{}, fmt.Errorf("%s: %w", filepath.Base(path), ErrNoRecipe)
	}
	return fromParameters(r.Parameters).cleaned(), nil
}

func fromParameters(p recipe.Parameters) Sidecar {
	s := Sidecar{Program: p.Version, Width: p.Width, Height: p.Height, Sandbox: p.Sandbox}
	s.Request = api.Request{
		Operation: api.TextToImage, Prompt: p.Prompt, Style: p.Model, AspectRatio: p.AspectRatio,
		Seed: p.Seed,
	}
	if s.Request.Seed > api.MaxSeed {
		s.Request.Seed = 0 // other studios count further
	}
	s.Hash = s.Request.Hash()
	return s
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
	if s.Parent != "" {
		inside.Parent = filepath.Base(s.Parent)
	}
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
