package xmp

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Packet{
		`<rdf:Description exif:UserComment="a &amp; b" Iptc4xmpExt:DigitalSourceType="` + Trained + `"/>`:                             {Comment: "a & b", Source: Trained},
		"junk\x00<rdf:li/><dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\"> a\nb </rdf:li></rdf:Alt></dc:description>":         {Description: "a\nb"},
		`<Iptc4xmpExt:DigitalSourceType rdf:resource="` + Composite + `"/><dcterms:provenance>https://a.example</dcterms:provenance>`: {Source: Composite, Provenance: "https://a.example"},
		`<exif:UserComment>before<` + "\x01": {Comment: "before"},
		`<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("x", 1000) + `">]><exif:UserComment>&a;</exif:UserComment>`: {Comment: "&a;"},
		strings.Repeat("<a>", 100_000) + `<exif:UserComment>deep</exif:UserComment>`:                             {},
		"": {}, "no packet": {},
	} {
		if got := Parse([]byte(text)); got != want {
			t.Errorf("%.80q: %+v, want %+v", text, got, want)
		}
	}
}

func TestMark(t *testing.T) {
	t.Parallel()
	for _, source := range []string{Trained, Composite, `a"<&`} {
		if got := Parse(Mark(source)); got != (Packet{Source: source}) {
			t.Errorf("%+v", got)
		}
	}
	more := Extend([]byte(`<rdf:RDF><rdf:Description rdf:about="uuid:1" exif:UserComment="x"/></rdf:RDF>`), Trained)
	if got := Parse(more); got != (Packet{Comment: "x", Source: Trained}) || strings.Count(string(more), `rdf:about="uuid:1"`) != 2 {
		t.Errorf("%s", more)
	}
	if got := Extend([]byte("<x/>"), Trained); got != nil {
		t.Errorf("%s", got)
	}
	for source, want := range map[string]string{Trained: "trainedAlgorithmicMedia", "https://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture": "digitalCapture", "x": "", "": "", SourceTypes + "a b": ""} {
		if got := Kind(source); got != want {
			t.Errorf("%q: %q", source, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Mark(Trained))
	f.Add([]byte(`<a><exif:UserComment><rdf:li>x</rdf:li></exif:UserComment>`))
	f.Fuzz(func(t *testing.T, packet []byte) {
		p := Parse(packet)
		if len(p.Comment)+len(p.Source)+len(p.Description) > 4*len(packet) {
			t.Errorf("%+v of %d bytes", p, len(packet))
		}
		if more := Extend(packet, Trained); more != nil && len(more) <= len(packet) {
			t.Error("nothing was added")
		}
	})
}
