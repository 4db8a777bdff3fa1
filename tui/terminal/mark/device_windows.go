package mark

import (
	"os"

	"golang.org/x/sys/windows"
)

// device names the console that a file is. It has no name, but a shell of its own.
func device(file *os.File) (string, bool) {
	var mode uint32
	return "console", windows.GetConsoleMode(windows.Handle(file.Fd()), &mode) == nil
}

// Leader is the process that began this one, mostly the shell.
func Leader() int { return os.Getppid() }
