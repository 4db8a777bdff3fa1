package mark

import (
	"os"

	"golang.org/x/sys/windows"
)

// write writes control sequences to a console, which takes them for text unless it
// is told not to; shells tell it so when they are back.
func write(console *os.File, text string) error {
	handle := windows.Handle(console.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(handle, &mode); err != nil {
		return err
	}
	const takes = windows.ENABLE_PROCESSED_OUTPUT | windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING
	if err := windows.SetConsoleMode(handle, mode|takes); err != nil {
		return err
	}
	_, err := console.WriteString(text)
	_ = windows.SetConsoleMode(handle, mode) // as it was
	return err
}
