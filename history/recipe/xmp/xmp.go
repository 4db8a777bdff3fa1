// Package xmp reads of an XMP packet the few properties that say how a picture
// was made, and writes packets that say it and nothing else.
package xmp

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// MaxPacket is the longest packet that is read, in bytes.
const MaxPacket = 4 << 20

// The names of properties (XMP part 1 and IPTC photo metadata).
const (
	spaceIPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
	spaceRDF  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
)

// SourceTypes is where the values of DigitalSourceType stand.
const SourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/"

// The values of DigitalSourceType that this program writes: what a model made
// from words, and what a model changed in a picture.
const (
	Trained   = SourceTypes + "trainedAlgorithmicMedia"
	Composite = SourceTypes + "compositeWithTrainedAlgorithmicMedia"
)

// Packet is what is read of a packet.
type Packet struct {
	// Comment is exif:UserComment, Description dc:description.
	Comment, Description string
	// Source is the address of Iptc4xmpExt:DigitalSourceType.
	Source string
	// Provenance is where Content Credentials are kept outside the file.
	Provenance string
}

// Parse reads a packet as far as it can be read. Broken ones give what stands
// in front of the damage. What is in front of the packet is skipped.
func Parse(packet []byte) Packet {
	var p Packet
	if len(packet) > MaxPacket {
		return p
	}
	packet = packet[max(0, bytes.IndexByte(packet, '<')):]
	decoder := xml.NewDecoder(bytes.NewReader(packet))
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	const maxDepth = 100
	var in []*string // the property that each open element belongs to
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return p.trimmed()
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(in) > maxDepth {
				return p.trimmed()
			}
			to := p.property(t.Name)
			if to == nil && len(in) > 0 {
				to = in[len(in)-1]
			}
			p.attributes(t.Attr, to)
			in = append(in, to)
		case xml.EndElement:
			in = in[:max(0, len(in)-1)]
		case xml.CharData:
			if len(in) > 0 && in[len(in)-1] != nil {
				*in[len(in)-1] += string(t)
			}
		}
	}
}

// property returns where the property of a name goes, nil for the others.
// Prefixes are taken as everybody writes them: raw tokens do not resolve them.
func (p *Packet) property(name xml.Name) *string {
	switch name.Space + ":" + name.Local {
	case "exif:UserComment":
		return &p.Comment
	case "dc:description":
		return &p.Description
	case "Iptc4xmpExt:DigitalSourceType", "iptcExt:DigitalSourceType":
		return &p.Source
	case "dcterms:provenance":
		return &p.Provenance
	}
	return nil
}

// attributes takes properties that are written as attributes, and the address
// that one which is written as an element may refer to.
func (p *Packet) attributes(list []xml.Attr, to *string) {
	for _, a := range list {
		if own := p.property(a.Name); own != nil {
			*own = a.Value
		} else if to == &p.Source && a.Name.Space == "rdf" && a.Name.Local == "resource" {
			*to = a.Value
		}
	}
}

func (p Packet) trimmed() Packet {
	for _, s := range []*string{&p.Comment, &p.Description, &p.Source, &p.Provenance} {
		*s = strings.TrimSpace(*s)
	}
	return p
}

// Mark returns a packet that says where a picture comes from and nothing else.
func Mark(source string) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>` + "\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="` + spaceRDF + `">` + "\n")
	b.Write(description("", source))
	b.WriteString("</rdf:RDF></x:xmpmeta>\n" + `<?xpacket end="w"?>`)
	return b.Bytes()
}

// Extend returns a packet with the mark added, nil for one that is not built as
// expected.
func Extend(packet []byte, source string) []byte {
	const closing = "</rdf:RDF>"
	at := bytes.LastIndex(packet, []byte(closing))
	if at < 0 {
		return nil
	}
	about := ""
	if _, rest, ok := bytes.Cut(packet, []byte(`rdf:about="`)); ok {
		value, _, _ := bytes.Cut(rest, []byte(`"`))
		about = string(value)
	}
	out := append([]byte{}, packet[:at]...)
	return append(append(out, description(about, source)...), packet[at:]...)
}

// description is the part of a packet that says where a picture comes from.
// about is as it stands in the packet.
func description(about, source string) []byte {
	var b bytes.Buffer
	b.WriteString(`<rdf:Description rdf:about="` + about + `" xmlns:Iptc4xmpExt="` + spaceIPTC + `" Iptc4xmpExt:DigitalSourceType="`)
	_ = xml.EscapeText(&b, []byte(source)) // a buffer takes everything
	b.WriteString(`"/>` + "\n")
	return b.Bytes()
}

// Kind returns the last part of a source type's address: what is said of it.
func Kind(source string) string {
	kind, ok := strings.CutPrefix(strings.Replace(source, "https://", "http://", 1), SourceTypes)
	if !ok || strings.ContainsAny(kind, "/ ") {
		return ""
	}
	return kind
}
