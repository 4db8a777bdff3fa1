package claim

// StartOf returns when a process started, as its system writes it, "" where that
// cannot be told, and whether it runs: a number alone may be another's by now.
func StartOf(pid int) (started string, running bool) { return startOf(pid) }
