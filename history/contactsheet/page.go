package contactsheet

import "imagine-tui/api/clean"

// page writes a sheet as HTML.
type page struct {
	*markup

	sheet *Sheet
	shot  func(i int) shot
}

func (p page) write() {
	p.head()
	p.top()
	p.raw("<main>\n")
	for _, sec := range p.sheet.layout.sections {
		p.section(sec)
	}
	p.raw("</main>\n<footer><p class=\"keys\">arrows or h j k l walk · enter opens · esc closes</p>")
	p.element("<p>", p.program(), "</p></footer>\n")
	p.raw(viewHTML, `<script type="application/json" id="data">`)
	p.details()
	p.raw("</script>\n<script>", pageJS, "</script>\n</body>\n</html>\n\n")
}

// details writes what is told of opened pictures as one list, one by one: all of
// them together would be as large as the page.
func (p page) details() {
	before := "["
	for _, i := range p.sheet.order {
		p.raw(before)
		p.data(p.sheet.detail(i))
		before = ","
	}
	p.raw("]")
}

func (p page) program() string { return clean.Line(p.sheet.o.Program) }

func (p page) head() {
	p.raw("<!doctype html>\n<html lang=\"en\"")
	if p.sheet.o.Theme != ThemeAuto {
		p.attr("data-theme", string(p.sheet.o.Theme))
	}
	p.raw(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"")
	p.attr("content", policy())
	p.raw(`>
<meta name="viewport" content="width=device-width, initial-scale=1, minimum-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator"`)
	p.attr("content", p.program())
	p.raw(">")
	p.optional("\n<meta property=\"Iptc4xmpExt:DigitalSourceType\" content=\"", p.sheet.source, `">`)
	p.element("\n<title>", p.sheet.o.Title, "</title>\n")
	p.raw("<style>", pageCSS, "</style>\n</head>\n<body>\n")
}

func (p page) top() {
	p.raw("<header class=\"top\">\n<div class=\"words\">\n")
	p.element(`<h1 dir="auto">`, p.sheet.o.Title, "</h1>\n")
	p.optional(`<p class="prompt" dir="auto">`, p.sheet.prompt(), "</p>\n")
	p.element(`<p class="sum">`, p.sheet.summary(), "</p>\n</div>\n")
	p.raw(`<button type="button" class="plain" id="theme" aria-pressed="false" hidden>Dark</button>`, "\n</header>\n")
}

func (p page) section(sec section) {
	p.raw("<section")
	if sec.title != "" {
		p.attr("aria-label", sec.title)
	}
	p.raw(">\n")
	p.optional(`<h2 dir="auto">`, sec.title, "</h2>\n")
	if p.sheet.layout.rows != None || p.sheet.layout.columns != None {
		p.table(sec)
	} else {
		p.flow(sec)
	}
	p.raw("</section>\n")
}

func (p page) table(sec section) {
	p.raw("<table>\n")
	if len(sec.columns) > 0 {
		p.element(`<thead><tr><td class="corner"><span>`, p.axes(), "</span></td>")
		for _, column := range sec.columns {
			p.element(`<th scope="col"><span dir="auto">`, column, "</span></th>")
		}
		p.raw("</tr></thead>\n")
	}
	p.raw("<tbody>\n")
	for _, r := range sec.rows {
		p.raw(`<tr><th scope="row"`)
		if r.full != "" {
			p.attr("title", r.full)
		}
		p.element(`><span dir="auto">`, r.label, "</span></th>")
		for _, cell := range r.cells {
			p.raw("<td>")
			for _, i := range cell {
				p.figure(p.shot(i))
			}
			if len(cell) == 0 {
				p.raw(`<span class="none">–</span>`)
			}
			p.raw("</td>")
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody>\n</table>\n")
}

// axes says what stands along the rows and the columns, where both have one.
func (p page) axes() string {
	if l := p.sheet.layout; l.rows != None && l.columns != None {
		return string(l.rows) + " ↓ " + string(l.columns) + " →"
	}
	return ""
}

func (p page) flow(sec section) {
	p.raw("<ul class=\"flow\">\n")
	for _, r := range sec.rows {
		for _, cell := range r.cells {
			for _, i := range cell {
				p.raw("<li>")
				p.figure(p.shot(i))
				p.raw("</li>\n")
			}
		}
	}
	p.raw("</ul>\n")
}

func (p page) figure(s shot) {
	p.raw(`<figure><button type="button" class="shot"`)
	p.number("data-n", s.n)
	p.attr("aria-label", s.label)
	p.raw(">")
	// The data are base64 with a type from this package: there is nothing to
	// escape, and megabytes of it.
	switch {
	case s.video:
		p.raw(`<video muted playsinline preload="metadata" tabindex="-1" src="`, s.uri, `"></video><span class="play" aria-hidden="true">▶</span>`)
	case s.card != "":
		p.element(`<span class="card"><span>`, s.card, "</span></span>")
	default:
		p.raw(`<img src="`, s.uri, `"`)
		p.attr("alt", s.label)
		if s.width > 0 {
			p.number("width", s.width)
			p.number("height", s.height)
		}
		if s.clear {
			p.raw(` class="clear"`)
		}
		p.raw(">")
	}
	p.raw("</button>")
	if s.prompt+s.settings+s.note != "" {
		p.raw("<figcaption>")
		p.optional(`<span class="cap" dir="auto">`, s.prompt, "</span>")
		p.optional("<span>", s.settings, "</span>")
		p.optional(`<span class="note">`, s.note, "</span>")
		p.raw("</figcaption>")
	}
	p.raw("</figure>")
}
