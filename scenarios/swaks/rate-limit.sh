#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
rate-limit.sh HOST PORT --count N --to ADDRESS [--user NAME] [--from ADDRESS] [--source ADDRESS] [--tls]

Checks that N messages from one address are taken and the next is not: refused or deferred, wherever the server says
so. SENDS up to N+1 messages, each in a session of its own. What was sent shortly before counts as well.

  --count   how many the limit allows
  --to      the recipient
  --user    a login name; password: MAILSPEC_PASSWORD
  --from    the reverse-path (stranger@example.org)
  --source  the address to come from
  --tls     STARTTLS first

Prints one line. Exit code 0: so it is; 1: one more is taken, or fewer; 2: could not tell, for instance because not
even the first was taken; 64: bad usage.

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
