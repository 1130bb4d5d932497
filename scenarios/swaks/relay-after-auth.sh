#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
relay-after-auth.sh HOST PORT --user NAME [--from ADDRESS] [--to ADDRESS] [--source ADDRESS] [--tls]

Checks that AUTH opens the way to a foreign recipient, and that the way is closed without. Nothing is sent.
The password comes from the environment: MAILSPEC_PASSWORD.

  --user    the login name
  --from    the reverse-path (stranger@example.org)
  --to      the foreign recipient (someone@example.net)
  --source  the address to come from; one that may not relay by itself
  --tls     STARTTLS first

Prints one line. Exit code 0: so it is; 1: refused in spite of AUTH, or accepted without; 2: could not tell;
64: bad usage.

Example: MAILSPEC_PASSWORD=... sh relay-after-auth.sh mx.example.com 587 --tls --user alice --from alice@example.com
END
}

read_arguments '--user --from --to --source --tls' "$@"
needs_account
needs_swaks

visit_as_user "$to"
needs_decision "the offer to $to as $user"
[ "$outcome" = accepted ] || violates "$user may not relay to $to in spite of AUTH: $said"

visit "$to"
needs_decision "the offer to $to without AUTH"
[ "$outcome" = refused ] || violates "anyone may relay to $to, with AUTH or without"
conforms "$user may relay to $to, and without AUTH nobody: $said"
