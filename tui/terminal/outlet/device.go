package outlet

import "io"

// Device is an output that the system knows, a terminal perhaps.
type Device interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// through is a device that is written to through something else.
type through struct {
	Device

	way io.Writer
}

// Write writes the way that leads to the device.
func (t through) Write(p []byte) (int, error) { return t.way.Write(p) }

// Terminal is the device itself, for a program that has it for a while.
func (t through) Terminal() io.Writer {
	if d, ok := t.Device.(through); ok {
		return d.Terminal()
	}
	return t.Device
}

// Through returns what a program is to write to so that out gets it by a way: as
// a device if out is one.
func Through(out, way io.Writer) io.Writer {
	if d, ok := out.(Device); ok {
		return through{Device: d, way: way}
	}
	return way
}
