// Package disk puts files on disk so that neither a crash, nor a full disk,
// nor another process can tear or overwrite them: a file is written under a
// hidden temporary name, synced, and only then given its own.
package disk
