#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
relay-after-auth.sh HOST PORT --user NAME [--from ADDRESS] [--to ADDRESS] [--source ADDRESS] [--tls]

Checks that a client may send to a foreign recipient with AUTH, and not without. Nothing is sent.
The password comes from the environment: MAILSPEC_PASSWORD.

  --user    the login name
  --from    the reverse-path (stranger@example.org)
  --to      the foreign recipient (someone@example.net)
  --source  the source address; it must not be allowed to relay by itself
  --tls     use STARTTLS first

Prints one line. Exit code 0: confirmed; 1: refused despite AUTH, or accepted without it; 2: inconclusive;
64: wrong usage.

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
