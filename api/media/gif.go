package media

// The blocks of a GIF (GIF89a, appendix A).
const (
	gifFrame     = 0x2C
	gifExtension = 0x21
	gifComment   = 0xFE
	gifProgram   = 0xFF // of a program that the first piece names
	gifEnd       = 0x3B
	gifHead      = 13 // signature and screen
)

// Block is a part of a GIF behind its colours: a picture or an extension.
type Block struct {
	kind, label byte
	// Head are the descriptor of a picture and the colours of its own, nil for
	// an extension.
	Head []byte
	// Data are what follows in pieces of up to 255 bytes, each with its length
	// in front, as far as it is there. Those of a picture begin behind the byte
	// that says how its codes begin.
	Data []byte
	// Bits is that byte.
	Bits byte
}

// Frame tells whether the block is a picture.
func (b Block) Frame() bool { return b.kind == gifFrame }

// Comment tells whether the block is a comment.
func (b Block) Comment() bool { return b.kind == gifExtension && b.label == gifComment }

// Program returns the name and code of the program that an extension is of, 11
// bytes, "" for other blocks.
func (b Block) Program() string {
	const n = 11
	if b.kind != gifExtension || b.label != gifProgram || len(b.Data) <= n || b.Data[0] != n {
		return ""
	}
	return string(b.Data[1 : 1+n])
}

// XMP returns the packet that a block holds, nil for none. It stands there
// without lengths between, and with 256 bytes behind that lead out of it
// wherever a reader takes one for a length.
func (b Block) XMP() []byte {
	const head, trailer = 12, 258
	if b.Program() != "XMP DataXMP" || len(b.Data) < head+trailer {
		return nil
	}
	return b.Data[head : len(b.Data)-trailer]
}

// Joined returns the data without the lengths between.
func (b Block) Joined() []byte {
	out := make([]byte, 0, len(b.Data))
	for data := b.Data; len(data) > 1 && data[0] > 0; {
		n := min(int(data[0])+1, len(data))
		out = append(out, data[1:n]...)
		data = data[n:]
	}
	return out
}

// Blocks walks over the blocks of a GIF that is in memory.
type Blocks struct {
	// Colours are those of the whole file, three bytes each.
	Colours []byte
	rest    []byte
	whole   bool
}

// Whole tells, once there is no next block, whether that is the end of the file.
func (w *Blocks) Whole() bool { return w.whole }

// NewBlocks returns a walker of a GIF.
func NewBlocks(file []byte) *Blocks {
	if len(file) < gifHead {
		return &Blocks{}
	}
	w := &Blocks{rest: file[gifHead:]}
	w.Colours = w.colours(file[10])
	return w
}

// colours takes a table of colours, if the flags say that there is one.
func (w *Blocks) colours(flags byte) []byte {
	if flags&0x80 == 0 {
		return nil
	}
	table := w.rest[:min(len(w.rest), 3<<(flags&7+1))]
	w.rest = w.rest[len(table):]
	return table
}

// Next goes to the next block; false at the end, and where there is none.
func (w *Blocks) Next() (Block, bool) {
	w.whole = len(w.rest) > 0 && w.rest[0] == gifEnd
	if len(w.rest) < 2 {
		return Block{}, false
	}
	b := Block{kind: w.rest[0]}
	switch b.kind {
	case gifExtension:
		b.label = w.rest[1]
		w.rest = w.rest[2:]
	case gifFrame:
		const descriptor = 10
		if len(w.rest) < descriptor+1 {
			return Block{}, false
		}
		b.Head = w.rest[:descriptor]
		w.rest = w.rest[descriptor:]
		table := w.colours(b.Head[9])
		b.Head = append(append([]byte{}, b.Head...), table...)
		if len(w.rest) < 1 {
			return Block{}, false
		}
		b.Bits = w.rest[0]
		w.rest = w.rest[1:]
	default:
		return Block{}, false
	}
	data := w.rest
	for len(w.rest) > 0 {
		n := int(w.rest[0])
		w.rest = w.rest[min(n+1, len(w.rest)):]
		if n == 0 {
			break
		}
	}
	b.Data = data[:len(data)-len(w.rest)]
	return b, true
}
