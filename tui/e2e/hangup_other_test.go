//go:build !unix

package e2e

import "os"

// oftenIgnored are the signals that those who start tests tend to ignore.
var oftenIgnored = []os.Signal{os.Interrupt}
