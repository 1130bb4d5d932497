#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
submission-needs-auth.sh HOST PORT [--user NAME] [--from ADDRESS] [--to ADDRESS] [--local ADDRESS] [--source ADDRESS]
                         [--tls]

Checks that the submission service accepts nothing without AUTH, not even for a local recipient: refused permanently
(5yz), at RCPT. Nothing is sent.

  --user    a login name that must be accepted; without one the refusal proves little; password: MAILSPEC_PASSWORD
  --from    the reverse-path (stranger@example.org)
  --to      a foreign recipient (someone@example.net)
  --local   a local recipient, tried too
  --source  the source address; it must not be listed in a bypass file
  --tls     use STARTTLS first

Prints one line. Exit code 0: refused; 1: accepted without AUTH, or refused despite it; 2: inconclusive;
64: wrong usage.

Example: sh submission-needs-auth.sh mx.example.com 587 --tls --local postmaster@example.com
END
}

read_arguments '--user --from --to --local --source --tls' "$@"
[ -z "$user" ] || needs_account
needs_swaks

for recipient in "$to" ${local_recipient:+"$local_recipient"}; do
  visit "$recipient"
  needs_decision "the offer to $recipient without AUTH"
  [ "$outcome" = refused ] || violates "$recipient is accepted without AUTH"
done
refusal=$said
[ -n "$user" ] || conforms "nothing is taken without AUTH: $refusal (without a control, see --user)"

visit_as_user "$to"
needs_decision "the offer to $to as $user"
[ "$outcome" = accepted ] || violates "$to is refused in spite of AUTH as $user: $said"
conforms "nothing is taken without AUTH: $refusal; from $user it is"
