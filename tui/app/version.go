package app

import "runtime/debug"

// release is set by the linker in a release: -ldflags "-X imagine-tui/tui/app.release=1.2.3".
var release string

// Version is what --version says: the release, else the revision built from.
func Version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "development, " + s.Value[:12]
		}
	}
	return "development"
}
