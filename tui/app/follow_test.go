package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/tui/app/project"
)

// What was saved is found out: the config, a theme, also where their folders come
// later; what lies beside them is nothing.
func TestFollow(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "config", "imagine-tui")
	u := &Setup{Places: Places{ConfigDir: dir, Config: filepath.Join(dir, "config.toml"), Project: project.Place{File: filepath.Join(t.TempDir(), project.FileName)}}}
	f := u.Follow()
	defer func() { _ = f.Close() }()
	for _, c := range []struct {
		name    string
		do      func() error
		changed bool
	}{
		{"nothing", func() error { return nil }, false},
		{"the folder", func() error { return os.MkdirAll(dir, 0o700) }, false},
		{"the config", func() error { return os.WriteFile(u.Places.Config, []byte("a"), 0o600) }, true},
		{"more of it", func() error { return os.WriteFile(u.Places.Config, []byte("ab"), 0o600) }, true},
		{"beside it", func() error { return os.WriteFile(filepath.Join(dir, "keys.toml"), nil, 0o600) }, false},
		{"the themes", func() error { return os.Mkdir(u.ThemesDir(), 0o700) }, false},
		{"a theme", func() error { return os.WriteFile(filepath.Join(u.ThemesDir(), "fog.toml"), []byte("a"), 0o600) }, true},
		{"a note", func() error { return os.WriteFile(filepath.Join(u.ThemesDir(), "fog.txt"), nil, 0o600) }, false},
		{"no theme", func() error { return os.Remove(filepath.Join(u.ThemesDir(), "fog.toml")) }, true},
		{"the project", func() error { return os.WriteFile(u.Places.Project.File, nil, 0o600) }, true},
		{"no config", func() error { return os.Remove(u.Places.Config) }, true},
	} {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		if got := f.Changed(); got != c.changed {
			t.Errorf("%s: changed %v", c.name, got)
		}
		if f.Changed() {
			t.Errorf("%s: told twice", c.name)
		}
	}
}

// Where the system tells what happens, waiting ends by a save, and by nothing else.
func TestFollowWaits(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	u := &Setup{Places: Places{ConfigDir: dir, Config: filepath.Join(dir, "config.toml")}}
	f := u.Follow()
	defer func() { _ = f.Close() }()
	if f.bell == nil {
		t.Skip("the system tells nothing of this folder")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if f.Wait(ctx) {
		t.Error("it waited for nothing")
	}
	told := make(chan bool)
	go func() { told <- f.Wait(t.Context()) }()
	for _, name := range []string{"config.toml", filepath.Join("themes", "fog.toml")} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("a"), 0o600)); err != nil {
			t.Fatal(err)
		}
		if !<-told {
			t.Fatalf("%s was not told of", name)
		}
		go func() { told <- f.Wait(t.Context()) }()
	}
	if err := os.WriteFile(filepath.Join(dir, "themes", "fog.toml"), []byte("ab"), 0o600); err != nil {
		t.Fatal(err)
	}
	<-told
}
