package api

// Operation names one call of the Imagine API, or one of the two calls about
// a video that is being made.
type Operation string

// The operations of the API reference, in its order.
const (
	TextToImage      Operation = "text-to-image"
	TextToPNG        Operation = "text-to-png"
	RemoveBackground Operation = "remove-background"
	Upscale          Operation = "upscale"
	GenerativeFill   Operation = "generative-fill"
	Resize           Operation = "resize"
	Retouch          Operation = "retouch"
	AIBackground     Operation = "ai-background"
	TextToVideo      Operation = "text-to-video"
	ImageToVideo     Operation = "image-to-video"
	VideoStatus      Operation = "video-status"
	VideoDelete      Operation = "video-delete"
)

// MakesVideo tells whether the operation makes a video: it is answered with the
// id of a job, which is asked for until the video is there.
func (op Operation) MakesVideo() bool { return op == TextToVideo || op == ImageToVideo }
