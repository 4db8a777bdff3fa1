//go:build unix

package e2e

import (
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"imagine-tui/api/sandbox"
)

// The folder testdata/v1 was written by this test, with a program built from
// the version it is named after and a server of its sandbox. It is not run
// with the others: see the README in that folder.
const (
	makeProgram = "IMAGINE_FIXTURE_PROGRAM" // the version that writes
	makeInto    = "IMAGINE_FIXTURE_INTO"    // where the fixture goes
	// fixtureRoot is where the person's files were while they were written.
	// Tests put the place they copy the files to in its stead.
	fixtureRoot = "/srv/ada"
	// fixtureServer is where the server listened, fixtureMute what accepts
	// connections and never says a word. Nothing else ever listens there.
	fixtureServer = "127.0.0.1:1"
	fixtureMute   = "127.0.0.1:2"
	// fixtureSide is how large its pictures were made, at most.
	fixtureSide = 48
)

// maker is a person whose days are lived by a test.
type maker struct {
	*home
	t      *testing.T
	small  *sandbox.Handler
	answer atomic.Pointer[http.HandlerFunc]
	server *httptest.Server
	aside  string // where journal entries rest that later runs would settle
}

// TestMakeFixture lives five days of a person with the program.
func TestMakeFixture(t *testing.T) {
	path, into := os.Getenv(makeProgram), os.Getenv(makeInto)
	if path == "" || into == "" {
		t.Skipf("it writes testdata/v1 anew where %s and %s are set", makeProgram, makeInto)
	}
	if err := os.Mkdir(fixtureRoot, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(fixtureRoot) })
	m := &maker{home: homeAt(t, fixtureRoot), t: t, aside: t.TempDir()}
	m.binary = path
	m.set("TZ", "UTC")
	m.set("IMAGINE_WORK_KEY", "vk-test-work-0000112233")
	m.set("IMAGINE_THREE_KEY", "vk-test-three-000033")
	m.serve()
	m.settle()
	m.day("2026-11-24T14:22:30Z")
	m.words()
	m.day("2026-11-25T09:05:00Z")
	edited := m.edits()
	m.day("2026-11-26T20:40:10Z")
	m.videos(edited)
	m.many()
	m.tidy()
	m.day("2026-11-27T11:00:00Z")
	m.judge()
	m.day("2026-11-28T08:30:00Z")
	m.interrupted()
	m.damage()
	m.server.CloseClientConnections()
	m.server.Close()
	m.keep(into)
}

// day sets the program's clock, which takes a program whose clock can be set:
// see the README.
func (m *maker) day(start string) {
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		m.t.Fatal(err)
	}
	m.set("FIXTURE_CLOCK", fmt.Sprint(int64(time.Until(at).Seconds())))
}

// serve starts what the keys of the config lead to.
func (m *maker) serve() {
	m.small = sandbox.New(sandbox.Options{MaxSide: fixtureSide, VideoTime: time.Millisecond, LinkLife: time.Hour})
	m.as(m.small.ServeHTTP)
	listener, err := new(net.ListenConfig).Listen(m.t.Context(), "tcp", fixtureServer)
	if err != nil {
		m.t.Fatal(err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(*m.answer.Load())(w, r)
	})}}
	server.Start()
	m.server = server
	mute, err := new(net.ListenConfig).Listen(m.t.Context(), "tcp", fixtureMute)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { _ = mute.Close() })
}

// as sets how the server answers from now on.
func (m *maker) as(answer http.HandlerFunc) { m.answer.Store(&answer) }

// settle writes the config, lists, sets and files of the person, and saves
// keys.
func (m *maker) settle() {
	m.configure(read(m.t, filepath.Join(fixture, "config", "imagine-tui", "config.toml")))
	m.write(m.path("home", "company.pem"), authority(m.t))
	m.write(m.path("home", "lists", "colours.txt"), "# of boats\nred\nsea green\n0.5::black\n")
	m.write(m.path("home", "lists", "parts.yaml"), "hull:\n  - oak\n  - iron\nsail: [white, tanned]\n")
	m.write(m.path("config", "imagine-tui", "sets", "given.toml"), "[[set]]\nname = \"Film still\"\nprefix = \"cinematic film still of \"\nsuffix = \", grain\"\nstyles = [\"realistic\", \"flux-dev\"]\naspect_ratio = \"16:9\"\n\n[[set]]\nname = \"Woodcut\"\nsuffix = \", woodcut\"\n")
	m.write(m.path("home", "own.png"), string(pngOf(m.t, 24)))
	m.write(m.path("home", "filed.key"), "vk-test-filed-00004444\n")
	add := func(secret, name string, more ...string) {
		args := append([]string{"keys", "add", name, "--base-url", "http://" + fixtureServer + "/v2"}, more...)
		m.runWith(secret+"\n", args...).want(m.t, 0)
	}
	m.day("2026-11-24T14:20:00Z")
	add("vk-test-one-00001111", "one", "--keep", "file", "--check")
	add("vk-test-expired", "two", "--keep", "file", "--parallel", "2")
	add("", "three", "--keep", "env:IMAGINE_THREE_KEY")
	m.run("keys", "check", "two").want(m.t, 3)
	m.run("keys", "use", "work").want(m.t, 0)
}

// authority is a certificate that a network may want to be trusted.
func authority(t *testing.T) string {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	server.StartTLS()
	defer server.Close()
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
}

// words makes pictures from words, with several keys.
func (m *maker) words() {
	m.run("generate", "A harbour at {dawn|dusk}", "-s", "imagine-turbo,anime", "-a", "16:9", "--seed", "11", "--yes").want(m.t, 0)
	m.run("generate", "a boat with a __colours__ hull, __sail__ sails", "--sample", "2", "--seed", "5", "--yes").want(m.t, 0)
	m.run("generate", "an owl, “夜” & <moon>\nin the rain", "--literal", "-k", "one", "--seed", "2147483647").want(m.t, 0)
	m.run("generate", "night", "-k", "sandbox", "-s", "imagine-turbo", "--seed", "3").want(m.t, 0)
	m.run("generate", "a boat", "-k", "three", "--seed", "7").want(m.t, 0)
	m.run("generate", "a boat", "-k", "three", "--seed", "7", "--again").want(m.t, 0) // a second take
	m.run("generate", "a fox", "--op", "text-to-png", "--seed", "1", "--yes").want(m.t, 0)
}

// edits takes pictures further with every operation, one after another, and
// returns the last.
func (m *maker) edits() string {
	fox := m.the("op:text-to-png")
	mask := m.path("home", "mask.png")
	halfMask(m.t, fox, mask)
	edit := func(op, picture string, more ...string) string {
		args := append([]string{"--op", op, "--image", picture}, more...)
		return m.made(m.t, args...)
	}
	edit("generative-fill", fox, "a boat", "--mask", mask)
	edit("resize", fox, "more sea", "--mask", mask)
	edit("retouch", fox, "--mask", mask)
	edit("retouch", fox, "--mask", mask, "--invert-mask") // a mask of the library's own
	edit("upscale", m.path("home", "own.png"))
	cut := edit("remove-background", m.the("dusk style:anime"))
	return edit("upscale", edit("ai-background", cut, "a beach at noon", "--seed", "9"))
}

// the returns the path of the only result that a query finds.
func (m *maker) the(query string) string {
	all := m.run(append([]string{"history", "--json"}, strings.Fields(query)...)...).want(m.t, 0).events(m.t)
	if len(all) != 1 {
		m.t.Fatalf("%d results for %q", len(all), query)
	}
	return all[0].Path
}

// videos makes one from words and one from a picture.
func (m *maker) videos(picture string) {
	m.made(m.t, "waves roll in", "--op", "text-to-video", "-s", "kling-1.0-pro")
	m.made(m.t, "the camera rises", "--op", "image-to-video", "--image", picture, "-s", "kling-1.0-pro")
}

// many makes so many results that the program writes its cache of them, and
// takes most of them away again, as a person may.
func (m *maker) many() {
	m.run("generate", "barley", "-s", "imagine-turbo", "--seed", "1001-1205", "--yes").want(m.t, 0)
	m.run("history", "--json").want(m.t, 0)
	for _, path := range m.files(m.path("home", "Pictures")) {
		if strings.Contains(path, "barley") && !strings.Contains(read(m.t, strings.TrimSuffix(path, ".json")+".json"), "\"seed\": 1001") {
			if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
				m.t.Fatal(err)
			}
		}
	}
}

// tidy copies a picture out of the library twice, and throws one away.
func (m *maker) tidy() {
	dawn := m.the("dawn style:anime")
	m.run("keep", dawn, "--to", m.path("home", "covers")).want(m.t, 0)
	m.run("keep", dawn, "--to", m.path("home", "covers"), "--strip").want(m.t, 0)
	m.run("trash", "put", m.the("dusk style:imagine-turbo")).want(m.t, 0)
}
