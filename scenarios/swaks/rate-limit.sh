#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
rate-limit.sh HOST PORT --count N --to ADDRESS [--user NAME] [--from ADDRESS] [--source ADDRESS] [--tls]

Checks that N messages from one address are accepted and the next one is refused or deferred, at any command. SENDS up
to N+1 messages, each in its own session. Messages sent shortly before count too.

  --count   the number of messages that the limit allows
  --to      the recipient
  --user    a login name; password: MAILSPEC_PASSWORD
  --from    the reverse-path (stranger@example.org)
  --source  the source address
  --tls     use STARTTLS first

Prints one line. Exit code 0: the limit is N; 1: more or fewer messages are accepted; 2: inconclusive, for example
because not even the first one was accepted; 64: wrong usage.

Example: sh rate-limit.sh mx.example.com 25 --count 30 --to postmaster@example.com
END
}

to=''
read_arguments '--count --to --user --from --source --tls' "$@"
[ -n "$count" ] || misused '--count is needed'
[ -n "$to" ] || misused '--to is needed'
[ -z "$user" ] || needs_account
needs_swaks

stop_at=''
sends_one() {
  if [ -n "$user" ]; then visit_as_user "$to"; else visit "$to"; fi
  case $outcome in
    unknown | unproven) needs_decision "message $1" ;;
  esac
}

number=1
while [ "$number" -le "$count" ]; do
  sends_one "$number"
  if [ "$outcome" != accepted ]; then
    [ "$number" -gt 1 ] || could_not_tell "not even the first message is taken: $said"
    violates "message $number of the $count allowed is not taken: $said"
  fi
  number=$((number + 1))
done
sends_one "$number"
[ "$outcome" != accepted ] || violates "message $number is taken, where $count are allowed"
conforms "$count messages are taken, the next is not: $said"
