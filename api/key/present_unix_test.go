//go:build (dragonfly && cgo) || (freebsd && cgo) || linux || netbsd || openbsd

package key

import (
	"path/filepath"
	"testing"
)

// Where the bus of the session has nobody at its address the system's keyring is
// missing, and that shows at once.
func TestNoSessionBusIsNoKeyring(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "no-bus"))
	if err := (systemKeyring{}).Present(); err == nil {
		t.Error("a keyring was found where there is no bus")
	}
}
