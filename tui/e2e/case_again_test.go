//go:build unix

package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/api/sandbox"
)

// counter stands before a sandbox and counts paid requests by what they ask for,
// whatever their bodies look like.
type counter struct {
	*rogue
	mu    sync.Mutex
	asked map[string]int
}

// counted starts a sandbox whose pictures take some time, with a counter before
// it, as the key "work".
func (h *home) counted() *counter {
	h.t.Helper()
	server := h.hosted(sandbox.Options{MaxSide: 64, Latency: sandbox.Fixed(15 * time.Millisecond), VideoTime: 50 * time.Millisecond})
	behind, err := url.Parse(server.BaseURL())
	if err != nil {
		h.t.Fatal(err)
	}
	behind.Path = ""
	// Who is killed hangs up; what they asked for is made all the same.
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(behind)
			r.Out = r.Out.WithContext(context.WithoutCancel(r.In.Context()))
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
		ErrorLog:     nil,
	}
	c := &counter{asked: map[string]int{}}
	c.rogue = h.quietRogue(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			c.note(r)
		}
		proxy.ServeHTTP(w, r)
	})
	c.Start()
	c.trust("parallel = 4")
	return c
}

// note counts what a request asks for: its address, its fields and its files.
func (c *counter) note(r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // it hung up
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	asked := fields(r.Header.Get("Content-Type"), body)
	if len(asked) == 0 {
		return // it was cut off on the way
	}
	what := fmt.Sprint(r.URL.Path, asked)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked[what]++
}

// fields are the parts of a form, without what sets two of the same apart.
func fields(contentType string, body []byte) []string {
	_, boundary, _ := strings.Cut(contentType, "boundary=")
	form := multipart.NewReader(bytes.NewReader(body), strings.Trim(boundary, `"`))
	var list []string
	for {
		part, err := form.NextPart()
		if err == io.EOF { //nolint:errorlint // a form that is cut off ends with another one around it
			slices.Sort(list)
			return list
		}
		if err != nil {
			return nil
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil
		}
		sum := sha256.Sum256(value)
		list = append(list, part.FormName()+" "+hex.EncodeToString(sum[:]))
	}
}

// twice lists what was asked for more than once, and says how much was asked for
// in all.
func (c *counter) twice() (list []string, different int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for what, n := range c.asked {
		if n > 1 {
			list = append(list, fmt.Sprint(n, " times ", what))
		}
	}
	return list, len(c.asked)
}

// killSome starts a command as often as is said and kills it some time later,
// whatever it is at.
func (h *home) killSome(dice *rand.Rand, times int, args []string) {
	h.t.Helper()
	for range times {
		var said bytes.Buffer
		cmd := h.command(context.Background(), args...)
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			h.t.Error(err)
			return
		}
		ended := make(chan struct{})
		go func() {
			_ = cmd.Wait() // killed, so an error
			close(ended)
		}()
		select {
		case <-time.After(time.Duration(dice.IntN(250)) * time.Millisecond): // the moment is what is tried
		case <-ended:
		}
		_ = cmd.Process.Kill()
		<-ended
		if strings.Contains(said.String(), "panic:") {
			h.t.Error(said.String())
		}
	}
}

// again gives a command until it sends nothing more, and returns what it said
// then.
func (h *home) again(t *testing.T, c *counter, args []string) []event {
	t.Helper()
	for range 20 {
		_, before := c.twice()
		r := h.run(args...)
		if r.status != 0 && r.status != 1 {
			t.Fatalf("exit status %d: %s", r.status, r.stderr)
		}
		if _, after := c.twice(); after == before {
			return r.events(t)
		}
	}
	t.Fatalf("%q never ends", args)
	return nil
}

// source writes a small picture that no other number has.
func (h *home) source(t *testing.T, number int) string {
	t.Helper()
	picture := image.NewNRGBA(image.Rect(0, 0, 32, 32))
	for i := range 32 * 32 {
		picture.SetNRGBA(i%32, i/32, color.NRGBA{uint8(number), uint8(number >> 8), uint8(i), 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	path := h.path("sources", fmt.Sprintf("%d.png", number))
	h.write(path, b.String())
	return path
}

// order is a command that pays, and for how much.
type order struct {
	args []string
	size int
}

// orders are commands of each kind: a batch, edits, videos.
func (h *home) orders(t *testing.T, n int) []order {
	t.Helper()
	always := []string{"-k", "work", "--json", "--yes", "--unknown", "skip", "-o", h.path("out")}
	var list []order
	for i := range n {
		var args []string
		size := 8
		switch i % 3 {
		case 0:
			args = []string{"generate", "a boat", "--seed", fmt.Sprintf("%d-%d", 8*i+1, 8*i+8)}
		case 1:
			args = []string{"generate", "--op", "upscale"}
			for j := range 4 {
				args = append(args, "--image", h.source(t, 4*i+j))
			}
			size = 4
		case 2:
			args, size = []string{"generate", fmt.Sprintf("wave %d {at dawn|at noon|at dusk}", i), "--op", "text-to-video", "-s", "kling-1.0-pro"}, 3
		}
		list = append(list, order{append(args, always...), size})
	}
	return list
}

// Commands that make a batch, edits and videos are killed and given again, until
// nothing is left to send: none of what they ask for reaches the service twice,
// and what is saved and what is listed as unknown is all there is. KILLS=1000
// makes it as long as wanted, KILL_SEED repeats a trial.
func TestCase73KilledAndGivenAgain(t *testing.T) {
	t.Parallel()
	kills := fromEnvironment(t, "KILLS", fewerRaced(18))
	seed := fromEnvironment(t, "KILL_SEED", int(time.Now().UnixNano()&0x7fffffff))
	t.Logf("KILL_SEED=%d", seed)
	dice := rand.New(rand.NewPCG(uint64(seed), 1))
	const each = 3
	h := newHome(t)
	c := h.counted()
	orders := h.orders(t, max(3, kills/each))
	for i := range kills {
		h.killSome(dice, 1, orders[i/each%len(orders)].args)
		if dice.IntN(8) == 0 {
			h.killSome(dice, 1, []string{"recover", "--json"})
		}
	}
	h.run("recover", "--json").want(t, 0) // what arrived, and the videos that are there by now
	all, saved, unknown := 0, 0, 0
	for _, o := range orders {
		events := h.again(t, c, o.args)
		s, u := len(only(events, "saved")), len(only(events, "unknown"))
		if s+u != o.size {
			t.Errorf("%q: %d saved and %d unknown of %d", o.args, s, u, o.size)
		}
		all, saved, unknown = all+o.size, saved+s, unknown+u
	}
	twice, different := c.twice()
	if len(twice) > 0 || different > all || different < saved {
		t.Errorf("%d were asked for of %d, sent twice: %q", different, all, twice)
	}
	if n := len(h.unknown(t)); n != unknown {
		t.Errorf("%d are listed, %d are unknown", n, unknown)
	}
	h.run("doctor", "--check").want(t, 0)
	t.Logf("%d kills over %d commands: %d asked for of %d, %d saved, %d unknown", kills, len(orders), different, all, saved, unknown)
}

// Four processes that want the same pictures, from one home or from two that
// share the folder, are killed and started again until nothing is left to send:
// no picture is asked for twice, and what is saved and what is listed as unknown
// are all there are. SHOW and KILLS make it as large as wanted.
func TestCase74ManyProcessesAreKilled(t *testing.T) {
	t.Parallel()
	pictures := fromEnvironment(t, "SHOW", fewerRaced(24))
	kills := fromEnvironment(t, "KILLS", fewerRaced(12))
	seed := fromEnvironment(t, "KILL_SEED", int(time.Now().UnixNano()&0x7fffffff))
	t.Logf("KILL_SEED=%d", seed)
	for _, homes := range []int{1, 2} {
		t.Run(fmt.Sprint(homes), func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			c := h.counted()
			all := []*home{h}
			if homes == 2 {
				other := newHome(t)
				other.rogueKey(c.rogue)
				all = append(all, other)
			}
			command := []string{"generate", "a boat", "-k", "work", "--json", "--yes", "--unknown", "skip", "--seed", fmt.Sprintf("1-%d", pictures), "-o", h.path("out")}
			const processes = 4
			var group sync.WaitGroup
			for i := range processes {
				dice := rand.New(rand.NewPCG(uint64(seed), uint64(i)))
				group.Go(func() { all[i%homes].killSome(dice, max(1, kills/processes), command) })
			}
			group.Wait()
			saved, unknown := map[string]bool{}, map[string]bool{}
			for i := range processes {
				group.Go(func() { all[i%homes].run(command...) })
			}
			group.Wait()
			for _, home := range all { // what arrived and has no place yet is its home's
				home.run("recover", "--json").want(t, 0)
			}
			for _, e := range h.again(t, c, command) {
				switch e.Event {
				case "saved":
					saved[e.Path] = true
				case "unknown":
					unknown[number(e.Request.Seed)] = true
				}
			}
			if len(saved)+len(unknown) != pictures {
				t.Errorf("%d saved and %d unknown of %d", len(saved), len(unknown), pictures)
			}
			listed := map[string]bool{}
			for _, home := range all {
				for _, e := range home.unknown(t) {
					listed[number(e.Request.Seed)] = true
				}
			}
			if !maps.Equal(listed, unknown) {
				t.Errorf("listed are %v, unknown are %v", slices.Collect(maps.Keys(listed)), slices.Collect(maps.Keys(unknown)))
			}
			for path := range saved {
				wholePicture(t, path+".json")
			}
			if twice, _ := c.twice(); len(twice) > 0 {
				t.Errorf("sent twice: %q", twice)
			}
			t.Logf("%d homes, %d kills: %d saved, %d unknown of %d", homes, kills, len(saved), len(unknown), pictures)
		})
	}
}
