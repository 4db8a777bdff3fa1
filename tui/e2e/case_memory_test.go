//go:build unix

package e2e

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"hash/crc32"
	"syscall"
	"testing"
)

// peak runs a command and returns the most memory it had, in bytes.
func (h *home) peak(t *testing.T, status int, args ...string) int64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*patience)
	defer cancel()
	cmd := h.command(ctx, args...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	_ = cmd.Run() // its status is looked at
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Errorf("imagine-tui %q: exit status %d, want %d\n%s", args, got, status, said.String())
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Skip("the system does not tell how much memory a program had")
	}
	return usage.Maxrss << 10 // kilobytes on Linux
}

// hugePNG is a picture of many pixels in few bytes: all of it is black.
func hugePNG(tb testing.TB, side int) []byte {
	tb.Helper()
	chunk := func(kind string, data []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		b = append(append(b, kind...), data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(side))
	head = append(binary.BigEndian.AppendUint32(head, uint32(side)), 1, 0, 0, 0, 0) // one bit a pixel
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		tb.Fatal(err)
	}
	row := make([]byte, 1+(side+7)/8)
	for range side {
		if _, err := z.Write(row); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", head)...)
	return append(append(b, chunk("IDAT", packed.Bytes())...), chunk("IEND", nil)...)
}
