#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
relay-denied.sh HOST PORT [--from ADDRESS] [--to ADDRESS] [--local ADDRESS] [--source ADDRESS] [--tls]

Checks that a stranger may not relay: a foreign recipient is refused permanently (5yz, at RCPT). Nothing is sent.

  --from    the reverse-path; <> for none (stranger@example.org)
  --to      the foreign recipient (someone@example.net)
  --local   a local recipient that must be accepted; without one the refusal proves little
  --source  the source address
  --tls     use STARTTLS first

Prints one line. Exit code 0: refused; 1: accepted; 2: inconclusive; 64: wrong usage.

Example: sh relay-denied.sh mx.example.com 25 --local postmaster@example.com
END
}

read_arguments '--from --to --local --source --tls' "$@"
needs_swaks

visit "$to"
needs_decision "the offer to $to"
[ "$outcome" = refused ] || violates "a stranger may relay to $to"
refusal=$said
[ -n "$local_recipient" ] || conforms "a stranger may not relay to $to: $refusal (without a control, see --local)"

visit "$local_recipient"
needs_decision "the offer to $local_recipient"
[ "$outcome" = accepted ] || could_not_tell "$local_recipient is refused as well: $said"
conforms "a stranger may not relay to $to: $refusal; $local_recipient is accepted"
