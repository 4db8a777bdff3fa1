package history

import (
	"errors"
	"fmt"
)

// Config is the [library] section of the configuration file.
type Config struct {
	// Folder is where pictures go; a leading ~ is the home folder.
	Folder string `toml:"folder"`
	// Embed puts the recipe into the picture's file as well.
	Embed bool `toml:"embed"`
	// Mark has files say that a model made them, where they do not say it
	// themselves.
	Mark bool `toml:"mark"`
	// Name is the template of file names inside the dated folders.
	Name string `toml:"name"`
	// ASCIINames keeps letters other than a to z out of file names.
	ASCIINames bool `toml:"ascii_names"`
}

// DefaultName gives 142233-futuristic-cityscape-a1b2c3.
const DefaultName = "{time}-{slug}-{id}"

// DefaultConfig returns the settings that hold where the file says nothing.
func DefaultConfig() Config {
	return Config{Folder: "~/Pictures/imagine", Embed: true, Mark: true, Name: DefaultName}
}

// Validate tells which setting cannot be used.
func (c Config) Validate() error {
	if c.Folder == "" {
		return errors.New(`folder is empty: name a folder for pictures, as in folder = "~/Pictures/imagine"`)
	}
	if err := checkTemplate(c.Name); err != nil {
		return fmt.Errorf("name = %q %w", c.Name, err)
	}
	return nil
}
