package history

import (
	"encoding/binary"
	"encoding/json"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/index"
	"imagine-tui/history/recipe/foreign"
)

// known is what the index keeps of a description: the entry as Load yields it,
// without its paths, and what must be known of its request.
type known struct {
	sidecar  Sidecar // cleaned
	problem  string
	key      indexKey
	reusable bool
}

// rare are the fields that few results have: they are kept as JSON.
type rare struct {
	Inputs  []api.Input       `json:"inputs,omitempty"`
	Extra   map[string]string `json:"extra,omitempty"`
	Foreign *foreign.Recipe   `json:"foreign,omitempty"`
	Deleted time.Time         `json:"deleted,omitzero"`
}

// The bits that say what a kept description holds beside its texts and numbers.
const (
	knownReusable = 1 << iota
	knownSandbox
	knownPicked
	knownRejected
	knownTokens
	knownTags
	knownRare
	knownBatch
)

// encode writes it down: texts and numbers one after the other.
func (k *known) encode() string {
	s := &k.sidecar
	var more []byte
	if r := (rare{s.Request.Inputs, s.Request.Extra, s.Foreign, s.beside.deleted}); len(r.Inputs) > 0 || len(r.Extra) > 0 || r.Foreign != nil || !r.Deleted.IsZero() {
		more, _ = json.Marshal(r) // texts and numbers only
	}
	flags := 0
	for bit, on := range map[int]bool{
		knownReusable: k.reusable, knownSandbox: s.Sandbox, knownPicked: s.Picked, knownRejected: s.Rejected,
		knownTokens: s.Tokens != nil, knownTags: s.Tags != nil, knownRare: more != nil, knownBatch: s.beside.batch != nil,
	} {
		if on {
			flags |= bit
		}
	}
	b := append(make([]byte, 0, 512), byte(flags))
	b = append(b, k.key[:]...)
	for _, text := range k.texts() {
		b = appendText(b, *text)
	}
	for _, n := range []int64{int64(s.Schema), s.Request.Seed, s.ElapsedMS, s.Bytes, int64(s.Width), int64(s.Height), s.DurationMS, int64(s.Take), int64(s.Rating)} {
		b = binary.AppendVarint(b, n)
	}
	b = appendTime(appendTime(b, s.Sent), s.Saved)
	if s.Tokens != nil {
		b = binary.AppendVarint(b, int64(*s.Tokens))
	}
	if s.Tags != nil {
		b = binary.AppendVarint(b, int64(len(s.Tags)))
		for _, tag := range s.Tags {
			b = appendText(b, tag)
		}
	}
	if more != nil {
		b = appendText(b, string(more))
	}
	if batch := s.beside.batch; batch != nil {
		b = binary.AppendVarint(appendTime(appendText(b, batch.ID), batch.At), int64(batch.Index))
	}
	return string(b)
}

// asked notes by what the result is found where the same is asked for again, and
// how large it is.
func (k *known) asked(it *index.Item) {
	if k.problem != "" {
		return
	}
	it.Kind, it.Bytes = string(k.sidecar.Request.Operation), k.sidecar.Bytes
	if k.reusable {
		it.Request = string(k.key[:])
	}
}

// texts are the fields that are text, in the order they are kept.
func (k *known) texts() []*string {
	s := &k.sidecar
	return []*string{
		&k.problem, (*string)(&s.Request.Operation), &s.Request.Prompt, &s.Request.Style, &s.Request.AspectRatio, &s.Template,
		&s.Program, &s.Hash, &s.Run, &s.Key, &s.Origin, &s.MediaType, &s.SHA256, &s.FileSHA256, &s.ServerID, &s.Job, &s.Parent,
	}
}

// decodeKnown reads what encode wrote; false for anything else. Its texts are
// parts of text.
func decodeKnown(text string) (k known, ok bool) {
	r := &reader{rest: text}
	flags := int(r.byte())
	copy(k.key[:], r.bytes(len(k.key)))
	for _, to := range k.texts() {
		*to = r.text()
	}
	s := &k.sidecar
	s.Schema, s.Request.Seed, s.ElapsedMS, s.Bytes = int(r.number()), r.number(), r.number(), r.number()
	s.Width, s.Height, s.DurationMS, s.Take, s.Rating = int(r.number()), int(r.number()), r.number(), int(r.number()), int(r.number())
	s.Sent, s.Saved = r.time(), r.time()
	k.reusable, s.Sandbox = flags&knownReusable != 0, flags&knownSandbox != 0
	s.Picked, s.Rejected = flags&knownPicked != 0, flags&knownRejected != 0
	if flags&knownTokens != 0 {
		tokens := int(r.number())
		s.Tokens = &tokens
	}
	if flags&knownTags != 0 {
		n := r.number()
		if n < 0 || n > int64(len(r.rest)) {
			return known{}, false
		}
		s.Tags = make([]string, n)
		for i := range s.Tags {
			s.Tags[i] = r.text()
		}
	}
	if flags&knownRare != 0 {
		var more rare
		if json.Unmarshal([]byte(r.text()), &more) != nil {
			return known{}, false
		}
		s.Request.Inputs, s.Request.Extra, s.Foreign, s.beside.deleted = more.Inputs, more.Extra, more.Foreign, more.Deleted
	}
	if flags&knownBatch != 0 {
		s.beside.batch = &queue.Batch{ID: r.text(), At: r.time(), Index: int(r.number())}
	}
	return k, !r.short && r.rest == ""
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// appendTime keeps a time with its zone, as a description writes it.
func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	_, east := t.Zone()
	if b = append(b, 1); t.Location() != time.UTC {
		b[len(b)-1] = 2
	}
	b = binary.AppendVarint(b, t.Unix())
	return binary.AppendVarint(binary.AppendVarint(b, int64(t.Nanosecond())), int64(east))
}

// reader takes texts and numbers off the front of a text.
type reader struct {
	rest  string
	short bool // there was less than was asked for
}

func (r *reader) bytes(n int) string {
	if n > len(r.rest) {
		r.short = true
		return ""
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

func (r *reader) byte() byte {
	if r.rest == "" {
		r.short = true
		return 0
	}
	return r.bytes(1)[0]
}

func (r *reader) unsigned() uint64 {
	n := uint64(0)
	for shift := 0; shift < 64; shift += 7 {
		b := r.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.short = true
	return 0
}

// number reads what binary.AppendVarint wrote.
func (r *reader) number() int64 {
	n := r.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *reader) text() string {
	n := r.unsigned()
	if n > uint64(len(r.rest)) {
		r.short = true
		return ""
	}
	return r.bytes(int(n))
}

// time reads what appendTime wrote, in the zone a description's would have.
func (r *reader) time() time.Time {
	kind := r.byte()
	if kind == 0 {
		return time.Time{}
	}
	at := time.Unix(r.number(), r.number()).UTC()
	east := int(r.number())
	if kind == 1 {
		return at
	}
	if _, here := at.Local().Zone(); here == east {
		return at.Local()
	}
	return at.In(time.FixedZone("", east))
}
