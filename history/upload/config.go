// Package upload makes of a picture file what is sent of it: upright, with 8 bits
// a channel, in sRGB, in a format that keeps its size, and without what a camera
// wrote about the person. A file that is all this already is sent byte for byte.
// The same file always gives the same bytes, so that what was paid for is found
// again.
package upload

// Config is the [upload] section of the configuration file.
type Config struct {
	// Strip leaves out of files of the person's own what they say beside the
	// picture: place, time, camera, comments. Results of the library go as they
	// are.
	Strip bool `toml:"strip"`
}

// DefaultConfig returns the settings that hold where the file says nothing.
func DefaultConfig() Config { return Config{Strip: true} }
