// Package key knows the API keys the person can use: where each secret comes
// from (environment, private file, system keyring, helper command, or the
// built-in sandbox), which key is in use, and how its last use went.
//
// A secret is a Secret: it prints masked everywhere, and leaves the type in
// few named places only. Nothing here writes a secret anywhere but to the
// system keyring or to the private keys.toml, and there only on request.
package key
