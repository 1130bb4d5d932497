#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
pop-before-smtp.sh HOST PORT --pop HOST PORT --user NAME [--from ADDRESS] [--to ADDRESS] [--source ADDRESS] [--tls]

Checks that a POP3 login lets its source address relay to a foreign recipient. Nothing is sent.
The password comes from the environment: MAILSPEC_PASSWORD. It is sent over POP3 without TLS.

  --pop     host and port of POP3
  --user    the login name
  --from    the reverse-path (stranger@example.org)
  --to      the foreign recipient (someone@example.net)
  --source  the source address; it must not be allowed to relay by itself
  --tls     STARTTLS before MAIL; not over POP3

Prints one line. Exit code 0: refused before the login, accepted after it; 1: refused after it as well;
2: inconclusive, for example because an earlier login still counts; 64: wrong usage.

Example: MAILSPEC_PASSWORD=... sh pop-before-smtp.sh mx.example.com 25 --pop mx.example.com 110 --user alice
END
}

read_arguments '--pop --user --from --to --source --tls' "$@"
[ -n "$pop_host" ] || misused '--pop is needed'
needs_account
needs_swaks

visit "$to"
needs_decision "the offer to $to before the login"
[ "$outcome" = refused ] || could_not_tell "$to is accepted before the login already"

logs_in_over_pop3

visit "$to"
needs_decision "the offer to $to after the login"
[ "$outcome" = accepted ] || violates "the POP3 login of $user does not let its address relay to $to: $said"
conforms "the POP3 login of $user lets its address relay to $to"
