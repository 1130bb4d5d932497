const daemon = '/usr/libexec/sendmail/sendmail -bD -q10m'

/**
 * What it finds around it. It looks for the name of this machine until it knows one in full. It logs to syslog alone,
 * which needs a socket in /dev: a /dev of its own, then.
 */
const surrounds = [
  'echo "127.0.0.1 mx.local.test $(hostname)" >>/etc/hosts',
  'mkdir -p /srv/queue /srv/run /srv/mail; chmod 700 /srv/queue; chmod 777 /srv/mail',
  'mkdir -p /mnt/dev/shm; ln -s /proc/self/fd /mnt/dev/fd',
  'for device in null zero full random urandom tty; do',
  '  touch /mnt/dev/$device; mount --bind /dev/$device /mnt/dev/$device',
  'done',
  'mount --bind /dev/shm /mnt/dev/shm; mount --rbind /mnt/dev /dev',
  'busybox syslogd -O /srv/log/mail',
]

/** Makes what it reads from what it is written in: the configuration, tables and passwords. */
export const makesTables = `set -e
cd /srv/etc
if [ -f /srv/tls/key.pem ]; then chmod 600 /srv/tls/key.pem; fi
m4 sendmail.mc >/etc/mail/sendmail.cf
for table in access addresses routes; do makemap hash $table <$table; done
/usr/libexec/sendmail/newaliases
while read -r login password; do
  printf %s "$password" | saslpasswd2 -p -c -f sasldb -u "\${login#*@}" "\${login%@*}"
done <accounts
`

/** Puts a message into a Maildir: deliver DOMAIN LOCAL-PART. */
export const delivers = `maildir=/srv/mail/$1/$2/Maildir
mkdir -p "$maildir/tmp" "$maildir/new" "$maildir/cur"
name=$(date +%s).$$.mx
cat >"$maildir/tmp/$name" && mv "$maildir/tmp/$name" "$maildir/new/$name" || exit 75
`

/** Passwords are in a database of its own. */
export const saslFile = `pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: /srv/etc/sasldb
mech_list: PLAIN LOGIN CRAM-MD5
`

/** Sessions that are open go on as they began; the listeners are those of the new configuration. */
export const reloads = `. /srv/clock.env
daemon=$(head -1 /srv/run/sendmail.pid)
kill "$daemon"
while kill -0 "$daemon" 2>/dev/null; do sleep 0.02; done
exec >>/srv/log/start 2>&1 </dev/null
bash /srv/etc/makes
${daemon} &`

/** Its daemon runs the queue every ten minutes of real time. */
export const runsQueue = '. /srv/clock.env; /usr/libexec/sendmail/sendmail -q'

export const starts = [...surrounds, 'bash /srv/etc/makes', `exec ${daemon}`].join('\n')
