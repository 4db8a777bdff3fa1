//go:build unix

package e2e

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// peak runs a command and returns the most memory it had, in bytes. It reads
// what the system notes of the program itself: what wait tells of a child counts
// the memory of the parent that forked it, which is this test with all others.
func (h *home) peak(t *testing.T, status int, args ...string) int64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*patience)
	defer cancel()
	cmd := h.command(ctx, args...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	notes := fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // its status is looked at
		close(ended)
	}()
	most := int64(0)
	for look := time.NewTicker(time.Millisecond); ; {
		most = max(most, mostMemory(notes))
		select {
		case <-look.C:
			continue
		case <-ended:
		}
		look.Stop()
		break
	}
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Errorf("imagine-tui %q: exit status %d, want %d\n%s", args, got, status, said.String())
	}
	if most == 0 {
		t.Skip("the system does not tell how much memory a program has")
	}
	t.Logf("at most %d MB of memory", most>>20)
	return most
}

// mostMemory reads the most memory a process ever had, in bytes, 0 if the
// system does not tell.
func mostMemory(notes string) int64 {
	data, err := os.ReadFile(notes)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kilobytes, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return kilobytes << 10
			}
		}
	}
	return 0
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
