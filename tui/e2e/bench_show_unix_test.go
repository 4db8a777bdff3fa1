//go:build unix

package e2e

import (
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/creack/pty"
)

// outlook is a picture with slopes, edges and grain, as photographs have them.
func outlook(side int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	grain := uint32(7)
	for y := range side {
		for x := range side {
			grain = grain*1664525 + 1013904223
			g := float64(grain>>28) - 8
			u, v := float64(x)/float64(side), float64(y)/float64(side)
			l := 120 + 60*math.Sin(7*u+3*v) + 40*math.Cos(11*v) + g
			if math.Hypot(u-0.6, v-0.4) < 0.2 {
				l += 50
			}
			at := func(l float64) uint8 { return uint8(max(0, min(255, l))) }
			img.SetRGBA(x, y, color.RGBA{at(l), at(l*0.9 + 20*u), at(l*0.7 + 60*v), 255})
		}
	}
	return img
}

// painted writes the picture to a file, as its ending says.
func painted(b *testing.B, name string, img image.Image) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	f, err := os.Create(path) // #nosec G304 -- in a folder of the test
	if err != nil {
		b.Fatal(err)
	}
	if filepath.Ext(name) == ".png" {
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, img)
	} else {
		err = jpeg.Encode(f, img, &jpeg.Options{Quality: 90})
	}
	if err != nil || f.Close() != nil {
		b.Fatal(err)
	}
	return path
}

// drawnBy runs a program in a terminal of 80 × 44 cells of 10 × 20 pixels that
// answers no question but which one it is, and returns the processor's time and how
// much was written.
func drawnBy(b *testing.B, program string, args ...string) (cpu time.Duration, sent int) {
	b.Helper()
	dir := b.TempDir()
	cmd := exec.CommandContext(b.Context(), program, args...) // #nosec G204 -- ours and the one beside it
	cmd.Env = []string{"HOME=" + dir, "XDG_CONFIG_HOME=" + dir, "XDG_STATE_HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor"}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 44, X: 800, Y: 880})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.WriteString(tty, "\x1b[?62;4c"); err != nil {
		b.Fatal(err)
	}
	n, _ := io.Copy(io.Discard, tty) // EIO at the end
	_ = tty.Close()
	if err := cmd.Wait(); err != nil {
		b.Fatal(err)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), int(n)
}

// What `show` takes of the processor and sends, beside another program that draws
// pictures in terminals: the two run in turn, and medians are compared.
func BenchmarkShowBesideChafa(b *testing.B) {
	chafa, err := exec.LookPath("chafa")
	if err != nil {
		b.Skip("chafa is not here to compare with")
	}
	ours := program(b)
	for _, side := range []int{1024, 4096} {
		img := outlook(side)
		for _, ext := range []string{"jpg", "png"} {
			path := painted(b, fmt.Sprintf("outlook-%d.%s", side, ext), img)
			for _, p := range [][2]string{{"kitty", "kitty"}, {"iterm2", "iterm"}, {"sixel", "sixels"}} {
				b.Run(fmt.Sprintf("%s/%s/%d", p[0], ext, side), func(b *testing.B) {
					var our, their []time.Duration
					var ourBytes, theirBytes int
					for b.Loop() {
						cpu, n := drawnBy(b, ours, "show", "--no-recipe", "--size", "80x40", "--protocol", p[0], path)
						our, ourBytes = append(our, cpu), n
						cpu, n = drawnBy(b, chafa, "-f", p[1], "-s", "80x40", "--scale", "max", path)
						their, theirBytes = append(their, cpu), n
					}
					slices.Sort(our)
					slices.Sort(their)
					b.ReportMetric(float64(our[len(our)/2].Microseconds())/1000, "cpu-ms")
					b.ReportMetric(float64(our[len(our)/2])/float64(their[len(their)/2]), "cpu-ratio")
					b.ReportMetric(float64(ourBytes)/float64(theirBytes), "bytes-ratio")
				})
			}
		}
	}
}
