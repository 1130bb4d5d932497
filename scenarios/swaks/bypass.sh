#!/bin/sh
here=${0%/*}
[ "$here" != "$0" ] || here=.
# shellcheck source=lib.sh
. "$here/lib.sh"

help() {
  cat <<'END'
bypass.sh HOST PORT --local ADDRESS [--from ADDRESS] [--source ADDRESS] [--outside ADDRESS] [--tls]

Checks that what the bypass file lists may submit without AUTH, and that another may not. Nothing is sent.
At least one of --from and --source is needed: whichever the bypass file lists.

  --local    a local recipient
  --from     a listed reverse-path (stranger@example.org)
  --source   a listed address of this machine
  --outside  a reverse-path or an address of this machine that is not listed and must be refused permanently (5yz)
  --tls      use STARTTLS first

Prints one line. Exit code 0: confirmed; 1: the listed one is refused, or the other accepted; 2: inconclusive;
64: wrong usage.

Example: sh bypass.sh mx.example.com 587 --local bob@example.com --from alice@example.com --outside eve@example.org
END
}

stranger=$from
from=''
read_arguments '--local --from --source --outside --tls' "$@"
[ -n "$local_recipient" ] || misused '--local is needed'
[ -n "$from$source" ] || misused '--from or --source is needed'
needs_swaks

freed=${from:-$source}
from=${from:-$stranger}
visit "$local_recipient"
needs_decision "the offer from $freed"
[ "$outcome" = accepted ] || violates "$freed may not submit without AUTH: $said"
[ -n "$outside" ] || conforms "$freed may submit without AUTH (without a control, see --outside)"

case $outside in
  *@*) from=$outside ;;
  *) source=$outside ;;
esac
visit "$local_recipient"
needs_decision "the offer from $outside"
[ "$outcome" = refused ] || violates "$outside may submit without AUTH, as $freed may"
conforms "$freed may submit without AUTH; $outside may not: $said"
