# What the wrappers share: arguments, one visit with swaks, one POP3 login, and how they end. Read in, not run.
# shellcheck shell=sh

name=${0##*/}
host='' port='' user='' local_recipient='' source='' outside='' pop_host='' pop_port='' count='' tls=''
# Names nobody owns (RFC 2606).
from=stranger@example.org
to=someone@example.net
# Where a visit ends; empty for a whole message.
stop_at=RCPT

conforms() {
  printf 'as the rule says: %s\n' "$1"
  exit 0
}

violates() {
  printf 'not as the rule says: %s\n' "$1"
  exit 1
}

could_not_tell() {
  printf 'could not tell: %s\n' "$1"
  exit 2
}

misused() {
  printf '%s: %s; see --help\n' "$name" "$1" >&2
  exit 64
}

# read_arguments OPTIONS ARGUMENT...: OPTIONS are those this wrapper takes, parted by spaces. The wrapper's own `help`
# prints its help.
read_arguments() {
  taken=" $1 "
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --help) help && exit 0 ;;
      --tls)
        takes "$1"
        tls=yes
        shift
        ;;
      --pop)
        takes "$1"
        { [ -n "${2-}" ] && [ -n "${3-}" ]; } || misused "$1 needs HOST PORT"
        is_port "$3" || misused "$3 is no port"
        pop_host=$2 pop_port=$3
        shift 3
        ;;
      --*)
        takes "$1"
        [ -n "${2-}" ] || misused "$1 needs a value"
        keep "$1" "$2"
        shift 2
        ;;
      *)
        [ -z "$port" ] || misused "$1 is one argument too many"
        if [ -z "$host" ]; then host=$1; else port=$1; fi
        shift
        ;;
    esac
  done
  [ -n "$port" ] || misused 'HOST and PORT are needed'
  is_port "$port" || misused "$port is no port"
}

takes() {
  case $taken in
    *" $1 "*) ;;
    *) misused "$1 is no option here" ;;
  esac
}

keep() {
  case $1 in
    --from) from=$2 ;;
    --to) to=$2 ;;
    --local) local_recipient=$2 ;;
    --user) user=$2 ;;
    --source) source=$2 ;;
    --outside) outside=$2 ;;
    --count)
      { is_number "$2" && [ "$2" -gt 0 ]; } || misused "$2 is no count"
      count=$2
      ;;
  esac
}

is_number() {
  case $1 in
    '' | *[!0-9]* | ??????*) return 1 ;;
  esac
}

is_port() { is_number "$1" && [ "$1" -gt 0 ] && [ "$1" -le 65535 ]; }

# A wrapper that logs in needs to know as whom.
needs_account() {
  [ -n "$user" ] || misused '--user is needed'
  [ -n "${MAILSPEC_PASSWORD-}" ] || misused 'the password of --user is needed, in the environment: MAILSPEC_PASSWORD'
}

needs_swaks() { command -v swaks >/dev/null 2>&1 || could_not_tell 'swaks is not installed'; }

# visit RECIPIENT [SWAKS OPTION...]: one session with swaks, up to $stop_at.
# Sets `outcome` to accepted, refused (5yz), deferred (4yz), unproven (AUTH did not work) or unknown, and `said` to the
# reply that decided, or to why there was none.
visit() {
  recipient=$1
  shift
  [ -z "$stop_at" ] || set -- --quit-after "$stop_at" "$@"
  [ -z "$source" ] || set -- --local-interface "$source" "$@"
  [ -z "$tls" ] || set -- --tls "$@"
  # A home that is not there: nobody's own settings are to be mixed in.
  transcript=$(SWAKS_HOME=/nonexistent swaks --server "$host" --port "$port" --from "$from" --to "$recipient" \
    --timeout 10 "$@" </dev/null 2>&1)
  swaks_exit=$?
  said=$(printf '%s\n' "$transcript" | sed -n 's/^<[~*][~*] *//p' | tail -n 1 | tr -d '\r')
  case $swaks_exit:$said in
    0:*) outcome=accepted ;;
    28:*) outcome=unproven ;;
    *:5[0-9][0-9]*) outcome=refused ;;
    *:4[0-9][0-9]*) outcome=deferred ;;
    *) outcome=unknown ;;
  esac
  [ -n "$said" ] || said=$(printf '%s\n' "$transcript" | sed -n 's/^\*\*\*[[:space:]]*//p' | tail -n 1 | tr -d '\r')
  [ -n "$said" ] || said="swaks ended with $swaks_exit"
}

# The same, authenticated; the password goes by the environment, where other users cannot see it.
visit_as_user() {
  SWAKS_OPT_auth_password=$MAILSPEC_PASSWORD
  export SWAKS_OPT_auth_password
  visit "$1" --auth --auth-user "$user"
  unset SWAKS_OPT_auth_password
}

# Ends here unless the visit had an outcome the rule speaks of: $1 says what was tried.
needs_decision() {
  case $outcome in
    unknown) could_not_tell "$1: $said" ;;
    unproven) could_not_tell "$1: AUTH did not work: $said" ;;
    deferred) could_not_tell "$1 was only deferred: $said" ;;
  esac
}

# Logs in over POP3 (USER and PASS, in the clear) and leaves. Ends here when that does not work.
logs_in_over_pop3() {
  pop_said=$(perl -e "$pop3_login" "$pop_host" "$pop_port" "$user" "$source" 2>&1) ||
    could_not_tell "no POP3 login: $pop_said"
}

# shellcheck disable=SC2016
pop3_login='
  use strict; use IO::Socket;
  my ($host, $port, $user, $source) = @ARGV;
  my $class = eval { require IO::Socket::IP; 1 } ? "IO::Socket::IP" : "IO::Socket::INET";
  $SIG{ALRM} = sub { print "no answer within 10s"; exit 1 };
  alarm 10;
  my $socket = $class->new(PeerHost => $host, PeerAddr => $host, PeerPort => $port, Proto => "tcp",
    $source ? (LocalHost => $source, LocalAddr => $source) : ());
  unless ($socket) { print "no connection with $host:$port"; exit 1 }
  $socket->autoflush(1);
  for my $command (undef, "USER $user", "PASS $ENV{MAILSPEC_PASSWORD}") {
    print $socket "$command\r\n" if defined $command;
    my $answer = <$socket>;
    unless (defined $answer) { print "the connection was closed"; exit 1 }
    $answer =~ s/\r?\n$//;
    unless ($answer =~ /^\+OK/) { print $answer; exit 1 }
  }
  print $socket "QUIT\r\n";
  my $bye = <$socket>;
'
