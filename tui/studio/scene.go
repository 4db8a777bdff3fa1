package studio

// scene is a way to share the screen that has a name.
type scene string

// The scenes, in the order in which a key goes round them.
const (
	sceneStudio  scene = "studio"  // everything beside everything, the picture in the lead
	sceneGallery scene = "gallery" // thumbnails fill the screen
	sceneFocus   scene = "focus"   // one picture, and those beside it
)

var scenes = []scene{sceneStudio, sceneGallery, sceneFocus}

// next is the scene after this one.
func (s scene) next() scene {
	for i, one := range scenes {
		if one == s {
			return scenes[(i+1)%len(scenes)]
		}
	}
	return sceneGallery
}

// known is the scene of a name, the studio for any that there is not.
func known(name string) scene {
	for _, one := range scenes {
		if string(one) == name {
			return one
		}
	}
	return sceneStudio
}

// says tells what there is to see in a scene, and the keys that matter there.
func (s scene) says() string {
	switch s {
	case sceneStudio:
	case sceneGallery:
		return "Layout: gallery, pictures fill the screen. {result.look} full picture · {layout.next} next layout"
	case sceneFocus:
		return "Layout: focus, one picture with its batch below. {move.right} next picture · {layout.next} next layout"
	}
	return "Layout: studio, everything at once. {layout.next} next layout"
}

// besideWidth is how wide a pane is that opens beside pictures.
func besideWidth(w int) int { return min(36, w/2) }

// gallery gives the results all but one line for the prompt and one for what is
// known of the selected one. What says what to send with opens beside them.
func (l *layout) gallery(b rect, r room) {
	l.panes[panePrompt] = rect{0, b.y, b.w, leastPrompt}
	l.details = rect{0, b.y + b.h - 1, b.w, 1}
	rest := rect{0, b.y + leastPrompt, b.w, b.h - leastPrompt - 1}
	if r.focus.beside() {
		w := besideWidth(b.w)
		l.panes[r.focus] = rect{0, rest.y, w, rest.h}
		rest.x, rest.w = w, rest.w-w
	}
	if r.focus == panePreview {
		l.panes[panePreview] = rest
		return
	}
	l.panes[paneResults] = rest
}

// filmRows is how high a strip of thumbnails with its border is on a screen with
// so many lines.
func filmRows(h int) int { return max(6, min(h/5+2, 12)) }

// onePicture gives the picture all but a strip of the pictures beside it and a
// line for what is known of it. The prompt is there while it is written, and so
// is what says what to send with.
func (l *layout) onePicture(b rect, r room) {
	if r.focus == panePrompt {
		h := r.promptRows(b.w, max(5, b.h/4))
		l.panes[panePrompt] = rect{0, b.y, b.w, h}
		b.y, b.h = b.y+h, b.h-h
	}
	film := filmRows(b.h)
	l.panes[paneResults] = rect{0, b.y + b.h - film, b.w, film}
	l.details = rect{0, b.y + b.h - film - 1, b.w, 1}
	rest := rect{0, b.y, b.w, b.h - film - 1}
	if r.focus.beside() {
		w := besideWidth(b.w)
		l.panes[r.focus] = rect{0, rest.y, w, rest.h}
		rest.x, rest.w = w, rest.w-w
	}
	l.panes[panePreview] = rest
}
