// Package history keeps results: every picture in a dated folder, beside it a
// sidecar that says how it was made, and the same recipe inside the picture.
// Files are the truth; all else can be built again from them. It works
// offline, and knows no screen.
//
// Around it lie `history/disk` (temporary files, syncing, names that are never
// taken twice, locks), `history/bell` (that files changed), `history/journal` (requests under way), `history/claim`
// (who else sends the same), `history/pace` (how fast all send together), `history/ledger` (what was paid), `history/tally` (that added up), `history/filters` (queries with names),
// `history/waiting` (what was not sent yet), `history/recipe` (recipes inside
// pictures, below it those of other programs), `history/index` (what descriptions say, a file a day), `history/mark` (where a file says
// that its picture comes from), `history/pixels`, `history/upload` (what is sent of a picture
// file: upright, in sRGB, without what says something of the person), `history/difference`, `history/contactsheet`, `history/inorder` (work on many
// results at once, handed out in order).
//
// # The order in which one picture is saved
//
// After each step: which files there are, and what a kill -9 leaves. ID is the
// journal's name for the request; inflight lies in the state folder.
//
//  1. `Library.Begin` has `journal.Dir.Create` make inflight/ID.json, prepared,
//     locked by this process, and `claim.Dir.Take` a file in the library's
//     .claims, so that nobody else sends the same. `Library.reserve` makes sure of
//     room and opens the file for the answer. Killed: `Recover` drops the entry,
//     the claim of the dead is free, nothing had left.
//  2. `ticket.Sent` says sent in both, the claim first (`claim.Claim.Saying`,
//     `journal.Record.Saying`), and syncs them before the first byte leaves. Killed
//     between the two: as before, for this home. Killed: listed as unknown, it
//     may have been charged; nobody sends it again without a person's word.
//  3. For videos, `ticket.Accepted` adds the service's id, synced. Killed: it
//     is asked for again at the next start (`Library.Unfinished`).
//  4. `ticket.Receiving` gives inflight/ID.part, where the answer streams to, or
//     without room there .incoming/ID.part in the library; a `receiver` goes on
//     in the library, and in memory, when the disk takes no more. Killed: what
//     came is kept; a whole picture is saved by `Recover`.
//  5. `ticket.Save` calls `Library.finish`: `work.check` makes sure the picture
//     is whole, `work.remember` puts its sidecar-to-be into the entry, and
//     beside the copying `books.spend` adds a line to the ledger, synced. Killed: as
//     in 4, and the run counts once all the same. ID.part is only synced when the
//     copy fails: else that is on disk as soon.
//  6. `Library.place` copies picture and recipe into a hidden .part file in the
//     day's folder, the sidecar into another, and syncs both. Killed: as in 4,
//     with hidden files that `Library.Sweep` takes when they are a day old.
//  7. `journal.Record.Placing` notes the name; `disk.Temp.Publish` gives it to
//     the picture, never to the loss of another file, then to the sidecar;
//     `disk.Folder.Sync` makes both last. Killed between the two: the picture
//     is found under the noted name (`Library.resume`) and gets its sidecar.
//  8. `claims.free` removes the claim, then `journal.Record.Done` says saved and
//     removes ID.part, then ID.json, or keeps both, emptied, under hidden names for
//     the next request (`journal.Record.keep`). Killed: `Recover` removes what is
//     left; others find the picture. Where the power takes back any of this, which
//     is not synced, the entry is one that was sent: `recovery.saved` finds it.
//
// When a step fails (disk full, folder gone) a `SaveError` says where the bytes
// are; `ticket.Unknown` keeps them, and `Recover` with `Into` saves elsewhere.
//
// # Why a pick is not lost on kill -9
//
// `Library.Update` reads the sidecar, changes it, writes all of it under a
// hidden name, syncs that (`disk.Temp.SyncFile`) and renames it over the old
// one (`disk.Temp.Replace`): there is always one whole sidecar. A key press in
// the studio changes the row at once (`keep.Flow.Pick`) and starts a command that
// calls Update (`keep.judgements.write`); nothing waits for the end of the
// session. What cannot be written is shown as such, tried again, and kept in the
// state folder over quitting (`keep.shelf`). A kill within those milliseconds loses
// that one judgement alone. What is judged while it is still being made is written
// when it is saved. Fields that this version does not know survive
// (`Sidecar.UnmarshalJSON`), and a newer schema is not touched.
//
// # Who owns what
//
// An entry belongs to the process that locks its file; nobody else takes it up
// (`journal.Dir.Adopt`) while that lives. A `ticket` is used by its run's
// goroutine alone. Everything else of a `Library` may be called from any goroutine,
// and reads or writes disk: never from an update loop. Beside a screen few at once
// make and name files (`disk.Turn`). Changes of sidecars go one at a time, across
// processes by a lock on the picture. Which requests need not be paid for again
// (`Library.Find`) the files of the index tell (`index.Requests`), and memory of what
// they do not hold yet. What other programs and people change is heard by a
// `Watcher`, which waits where the system tells of it, and else looks at folders.
//
// # Why a start is fast
//
// What the sidecars of a day say is kept in one file of the state folder
// (`index.Day`), with the text that is searched apart from the rest. `Library.Load`
// and `Library.Newest` believe it while the day's folder was not written to
// since (`Library.openDay`), look at the time of each sidecar before they yield
// it, and else read what changed and write the file anew. It may be deleted at any
// time; a version that reads sidecars differently does not believe it (`rules`).
//
// The studio's list is a `Shelf`: of each result nothing is in memory but its name
// and its `Facts`, which are what filters ask, in the words of the day's file. A
// `Listing` reads these files page by page beside the screen, and afterwards looks
// at each sidecar once for what was changed in place (`Listing.Changed`). A shelf
// belongs to the update loop, which is the one exception to the rule above: what
// comes into view is read from a few places of a file in the state folder. The text
// that filters search is read beside the loop (`Texts`), and is in memory while a
// filter is being written, and while one looks for its rows.
//
// # Adding to it
//
// A field of the sidecar: `Sidecar`, `knownFields`, and `Sidecar.cleaned` if it
// is text. It must mean what it meant before where it is missing.
//
// A field of queries, such as size:>1MB, looks at a `gallery.Row`. Give the row
// the value (Bytes is in `Sidecar` already), fill that in where rows are made of
// entries (`gallery.RowOfEntry`), of facts (`Facts`, which the index keeps:
// `Facts.encode` and `Facts.decode`, and `gallery.shelved.fill`) and of this session's runs
// (`gallery.Row.progress`), and add the field with its rule to `gallery.fields`.
// Completion, the help of the history command and the messages come from there.
// Command line and studio both have it.
package history
