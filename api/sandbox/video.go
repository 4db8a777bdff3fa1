package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"net/http"
	"strings"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/sandbox/edit"
	"imagine-tui/api/sandbox/film"
)

// The times of a video where nothing is said about them.
const (
	quickVideo = 3 * time.Second
	shortVideo = 20 * time.Second
	longVideo  = 60 * time.Second
)

// videoTime is how long the video of a request takes.
func (h *Handler) videoTime(fingerprint uint64) time.Duration {
	switch {
	case h.o.VideoTime > 0:
		return h.o.VideoTime
	case h.o.Latency == Zero:
		return quickVideo
	}
	return shortVideo + time.Duration(mix(fingerprint)%uint64(longVideo-shortVideo+1))
}

// screens are the pixels of the films.
var screens = map[string]image.Point{"1:1": {480, 480}, "16:9": {640, 360}, "9:16": {360, 640}}

func (h *Handler) textToVideo(f form) (reply, *failure) {
	return h.begin(api.TextToVideo, f, nil, screens[f.text["aspect_ratio"]])
}

func (h *Handler) imageToVideo(f form) (reply, *failure) {
	m, bad := f.picture("file")
	if bad != nil {
		return reply{}, bad
	}
	size := screens[f.text["aspect_ratio"]]
	if !f.sent["aspect_ratio"] {
		size = shaped(m.Bounds().Size())
	}
	return h.begin(api.ImageToVideo, f, m, size)
}

// shaped is a screen with about the shape of a picture.
func shaped(p image.Point) image.Point {
	const long, short = 640, 160
	if p.X >= p.Y {
		return image.Pt(long, max(long*p.Y/p.X, short))
	}
	return image.Pt(max(long*p.X/p.Y, short), long)
}

// begin takes a video in hand.
func (h *Handler) begin(op api.Operation, f form, from image.Image, size image.Point) (reply, *failure) {
	const least = 16
	if long := max(size.X, size.Y); h.o.MaxSide > 0 && h.o.MaxSide < long {
		size = size.Mul(h.o.MaxSide).Div(long)
	}
	id := f.fingerprint(op)
	j := &job{
		op: op, text: f.text, created: h.o.Now(), takes: h.videoTime(id), print: id, by: f.by,
		// Colours are halved in a film: both sides are even.
		width: max(size.X&^1, least), height: max(size.Y&^1, least),
	}
	for _, fault := range f.faults {
		if at, _ := fault.at(); at == atJob {
			h.ledger.fault(fault.Name)
			j.faults = append(j.faults, fault)
		}
	}
	if from != nil {
		j.source = film.Cover(edit.Picture(from), j.width, j.height)
	}
	if err := h.videos.add(j); err != nil {
		h.log.Warn("the video will be forgotten at the end", "error", err)
	}
	return jsonReply(submitted{j.id, isProcessing.word()}), nil
}

// submitted is the answer to a video that was asked for (platform.imagine.art,
// the page about fast-svd-text-to-video).
type submitted struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

// jsonReply is a good answer in JSON.
func jsonReply(v any) reply {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // links are full of &
	_ = e.Encode(v)        // cannot fail: only texts, numbers and lists
	return reply{"application/json; charset=utf-8", b.Bytes()}
}

// noVideo is the answer about an id that no video has. What the API says then
// is not known.
func noVideo() *failure {
	return &failure{http.StatusNotFound, codeInvalid, "NotFound", "There is no video with this id."}
}

// aboutVideo answers the calls about a video, which cost nothing.
func (h *Handler) aboutVideo(w http.ResponseWriter, r *http.Request, who caller, to route, id string) {
	op := to.spec.Operation
	j, ok := h.videos.get(id)
	n := 0
	if ok && op == api.VideoStatus {
		n = j.count(&j.asked)
	}
	fault := h.faultAbout(who, op, j, n)
	if fault != nil {
		h.ledger.fault(fault.Name)
		if h.refuseBy(*fault, w, r, op) {
			return
		}
	}
	switch {
	case !ok:
		h.refuse(w, r, op, noVideo())
	case op == api.VideoDelete:
		h.videos.remove(id)
		h.log.Info("deleted", "id", id)
		h.answer(w, r, jsonReply(deleted{"video deleted", "success"}), fault)
	case j.has("late") && h.late(w, r, j, n):
	default:
		h.answer(w, r, h.status(r, to, j), fault)
	}
}

// faultAbout is what goes wrong with the n-th call about a video, which is nil
// if there is none: what the key of the call wants, or the key that the video
// was asked for with, or the options.
func (h *Handler) faultAbout(who caller, op api.Operation, j *job, n int) *Fault {
	if who.fault != nil {
		if at, _ := who.fault.at(); at == atCall {
			return who.fault
		}
	}
	if op != api.VideoStatus || j == nil {
		return nil
	}
	if who.fault == nil {
		who = j.by
	}
	return first(h.faults(who, j.print, n), atStatus)
}

// late lets the beginning of a video's life be hard to watch. It reports
// whether the request has been dealt with.
func (h *Handler) late(w http.ResponseWriter, r *http.Request, j *job, n int) bool {
	switch passed := h.o.Now().Sub(j.created); {
	case passed < j.takes/3:
		h.refuse(w, r, api.VideoStatus, noVideo())
	case passed < j.takes*2/3 && n%2 == 0:
		plain(w, http.StatusInternalServerError, fmt.Sprintf("%d %s", http.StatusInternalServerError, http.StatusText(http.StatusInternalServerError)))
	default:
		return false
	}
	return true
}

// deleted is the answer to a deletion (docs.imagine.art,
// video-generation-apis/delete-api).
type deleted struct {
	Message string `json:"message"`
	Status  string `json:"status"`
}

// status says how far a video is, in the form of the address that was asked.
func (h *Handler) status(r *http.Request, to route, j *job) reply {
	now := h.o.Now()
	at := j.phase(now)
	var video, thumbnail string
	if at == isFinished {
		made := now
		if n := j.count(&j.linked); j.has("expired") || (n == 0 && j.has("expired-once")) {
			made = now.Add(-h.linkLife() - time.Second)
		}
		video, thumbnail = h.link(r, j.id+"/video.mp4", made), h.link(r, j.id+"/thumbnail.jpg", made)
	}
	created := j.created.UTC().Format("2006-01-02T15:04:05.000000Z")
	if to.path == "/video/{id}/status" {
		return jsonReply(formA(j, at, created, video, thumbnail))
	}
	return jsonReply(map[string]any{"status": "success", "video": statusB{
		UUID: j.id, Created: created, Status: at.word(), URL: linkB{video, thumbnail},
	}})
}

// statusA is the form of the reference of April 2025: a number for the state,
// lists of links (reference.imagine.art/api-15835197).
type statusA struct {
	Code     int       `json:"code"`
	Created  string    `json:"created_at"`
	ID       int       `json:"id"`
	Settings settingsA `json:"settings"`
	URL      linkA     `json:"url"`
}

type settingsA struct {
	Prompt    string `json:"prompt"`
	Style     string `json:"style_id"`
	Variation string `json:"variation"`
}

type linkA struct {
	Generation []string `json:"generation"`
	Thumbnail  []string `json:"thumbnail"`
}

// statusB is the form of the platform's pages of March 2025: words, single
// links. The deprecated address has it too.
type statusB struct {
	UUID    string `json:"uuid"`
	Created string `json:"created_at"`
	Status  string `json:"status"`
	URL     linkB  `json:"url"`
}

type linkB struct {
	Generation string `json:"generation"`
	Thumbnail  string `json:"thumbnail"`
}

func formA(j *job, at phase, created, video, thumbnail string) map[string]any {
	a := statusA{
		Code: at.number(), Created: created, ID: j.number,
		Settings: settingsA{j.text["prompt"], j.text["style"], strings.ReplaceAll(string(j.op), "-", "_")},
		URL:      linkA{[]string{}, []string{}},
	}
	if video != "" {
		a.URL = linkA{[]string{video}, []string{thumbnail}}
	}
	return map[string]any{"status": "success", "video": a}
}
