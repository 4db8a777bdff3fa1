package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

// MaxStill is the most that is fetched of a picture of a video, in bytes.
const MaxStill = 4 << 20

// DownloadStill fetches a picture of a video, Video.Thumbnails[0]. It is fetched as
// a video is: without the key, and at no cost. What is no whole picture is an
// error, and so is one of more than MaxStill bytes.
func (c *Client) DownloadStill(ctx context.Context, link string) ([]byte, error) {
	var still []byte
	err := c.download(ctx, link, nil, func(x *exchange, resp *http.Response) *Error {
		data, err := io.ReadAll(io.LimitReader(x.watch(resp.Body), MaxStill+1))
		switch {
		case err != nil:
			return x.fail(KindNoAnswer, Refused, plainError("a frame of the video is incomplete"))
		case len(data) > MaxStill:
			return x.fail(KindTooLarge, Refused, plainError("more than "+megabytes(MaxStill)))
		}
		if _, err := CheckPicture(bytes.NewReader(data), int64(len(data))); err != nil {
			return x.fail(KindNoAnswer, Refused, plainError("the data is not a picture"))
		}
		still = data
		return nil
	})
	return still, err
}
