// Package api is the client of the Imagine API and what it needs to know: the
// catalogue of operations and styles, requests and their identity, errors that
// say what they mean for the bill. It knows neither disk layout nor screen.
//
// Around it lie `api/plan` (a template, styles and seeds become requests and a
// price), `api/budget` (may a plan go out unasked?), `api/key` (keys and
// secrets), `api/queue` (sees requests through), `api/sandbox` (the service,
// painted here), `api/openapi` (the contract for other people's tools),
// `api/media` (what is in a JPEG, PNG, WebP or EXIF), `api/jpegproof` and `api/vp8proof` (whether a JPEG, a lossy WebP is whole), `api/videofile`, `api/buffer` (room for bytes on their way, lent), `api/plainfile` (opens what people name, never a pipe),
// `api/shell` (quoting), `api/clean` (makes foreign text safe), `api/closest`
// (what a mistyped name was meant to be), `api/rate` and `api/wording` (counts and sizes).
//
// # A prompt, from request to bytes
//
//  1. `plan.Read` expands the prompt, by `template.ParseWith`, against one reading
//     of the lists it names, and `plan.Reading.Plan` makes one `Request` of each
//     combination with its price (`Price`). A `Request` is a value;
//     `Request.Hash` is its identity, which never changes between versions.
//  2. `budget.Question.Answer` says whether it may go, must be asked about, or
//     is refused. Command line and studio ask it the same way.
//  3. `queue.Queue.Submit` returns at once. `queue.Queue.dispatch` gives as many
//     runs a goroutine as their key allows; from there on `queue.Queue.work`
//     is that goroutine, until the picture is in the library.
//  4. `queue.Queue.outcome` looks the request up among what is saved
//     (`queue.Store.Find`), and has a client made for the key by
//     `queue.Account.Connect`, which is where a secret is first asked for.
//  5. `queue.Queue.attempt` begins a `queue.Ticket` (`queue.Store.Begin`), which
//     records the request and keeps others from sending the same, and calls
//     `Client.Generate`: `Request.Validate` and `Request.check` look at the
//     fields, `newForm` builds the body, `Client.send` sends it.
//  6. `exchange.roundTrip` calls `Trace.Sending`, which `queue.Queue.trace` ties
//     to `queue.Ticket.Sent`: that is on disk before the first byte can leave.
//     Then `guard.RoundTrip` adds the key and sends, once, over HTTP/1.1.
//  7. `exchange.picture` copies the answer into the file that
//     `queue.Ticket.Receiving` gave, and checks on the way that the picture is
//     whole (`inspect`). `queue.Queue.save` hands it to `queue.Ticket.Save`;
//     meanwhile another run of the key may go (`queue.beginSaving`).
//  8. Each step is told by `queue.Queue.set` over `queue.Queue.Events`: changes
//     of state always, progress when somebody has time to listen.
//
// A video is ordered by `Client.Submit`; `queue.Queue.film` asks on with
// `Client.VideoStatus` and fetches with `Client.DownloadVideo`, without a key.
//
// # Errors
//
// A call fails with a `RequestError`, which says that nothing can be sent, or
// an `Error`. `Error.Kind` says what went wrong and leads to the sentence for
// the person (`Error.Error`); `Error.Outcome` says what it means for the bill:
// `NotSent`, `Refused` or `Unknown`. Only `Error.Retryable` errors are tried
// again, by `queue.Queue.failed`; an `Unknown` one never is, a person decides.
// The status rules; a code, or its family (`familyOf`), decides where a status
// says no more than that the request or the service was bad (`general`).
// `KeyState` says what an error tells of the key.
//
// # Secrets
//
// One function reads a secret: `key.Secret.reveal`. A test counts its callers
// by name. The only way into a request is `key.Secret.Authorize`, and only
// `guard` calls it, for the one origin the key was saved for, and to know what
// to take out of answers; no redirect is followed. Everything else sees `key.Secret.String`, which is masked. What a
// service says is rid of the key (`guard.redact`) and of control characters
// (`clean.Text`, `clean.Line`) before it is kept.
//
// # Adding an operation
//
//  1. Name it beside `TextToImage`, and describe it in `pictureSpecs`,
//     `editSpecs` or `videoSpecs`: address, fields in their order, answer,
//     source. Validation, the form that is sent and flags follow from the `Spec`;
//     the help of generate lists it by hand.
//  2. Styles and prices that are its own go into `imageStyles`.
//  3. The sandbox makes it by a function in `sandbox.makers`; the test of the
//     contract asks for every operation of the `Catalogue`.
//  4. `gallery.OperationWord` says what it did to a picture. An edit stands in
//     the studio's menu of edits by an action, see package tui.
//  5. Add a request of it to testdata/request-hashes.json.
//
// # Adding a service
//
// What the program needs of one is `queue.Generator` (and `queue.Filmer` for
// videos), given by the `queue.Account` of a key, made in `app.Engine.Account`.
// A service that speaks this contract needs only its base URL in a key; one
// that does not needs a client of its own, which tells what the bill means as
// `Error` does, and calls `Trace.Sending` before the first byte.
package api
