//go:build (dragonfly && cgo) || (freebsd && cgo) || linux || netbsd || openbsd

package key

import "github.com/godbus/dbus/v5"

// Present looks for the Secret Service on the session bus. Where there is no bus
// none is started for the question.
func (systemKeyring) Present() error {
	bus, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return err
	}
	defer bus.Close() //nolint:errcheck // it was only asked
	if err := bus.Auth(nil); err != nil {
		return err
	}
	if err := bus.Hello(); err != nil {
		return err
	}
	_, err = bus.Object("org.freedesktop.secrets", "/org/freedesktop/secrets").GetProperty("org.freedesktop.Secret.Service.Collections")
	return err
}
