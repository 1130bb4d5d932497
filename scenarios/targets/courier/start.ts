/**
 * Lays the configuration over the package's, and has it compiled where Courier reads tables. CRAM-MD5 needs a secret
 * of another form than the rest.
 */
const configures = `cp -r /srv/etc/. /etc/courier/
chgrp -R courier /etc/courier
umask 077
while read -r login password; do
  line="$login	uid=65534|gid=65534|home=/srv/mail/$login|mail=/srv/mail/$login/Maildir"
  if [ -n "$password" ]; then
    line="$line|systempw=$(echo "$password" | userdbpw -md5)"
    line="$line|hmac-md5pw=$(echo "$password" | userdbpw -hmac-md5)"
  fi
  echo "$line"
done </srv/users >/etc/courier/userdb
makeuserdb
while read -r login _; do
  if [ ! -d "/srv/mail/$login" ]; then
    mkdir "/srv/mail/$login"
    maildirmake.courier "/srv/mail/$login/Maildir"
    chown -R nobody:nogroup "/srv/mail/$login"
  fi
done </srv/users
if [ -f /srv/tls/key.pem ]; then
  cat /srv/tls/key.pem /srv/tls/cert.pem >/etc/courier/tls.pem
  chown courier /etc/courier/tls.pem
fi
umask 022
makehosteddomains
makesmtpaccess
makesmtpaccess-msa
`

/** Which of them are there is for their own files to say. */
const controls = `counts() { [ -s /etc/courier/filters/perlfilter-ratelimit ]; }
filters() { [ -S /srv/spool/allfilters/perlfilter ]; }
starts() {
  case $1 in
    perlfilter) if counts; then filterctl start perlfilter; until filters; do sleep 0.02; done; fi ;;
    *-*) if grep -q 'START=YES' /etc/courier/$1; then $1 start; fi ;;
    *) $1 start ;;
  esac
}
stops() {
  case $1 in
    perlfilter) filterctl stop perlfilter; while filters; do sleep 0.02; done ;;
    *) $1 stop ;;
  esac
}
`

/**
 * A device folder of its own, since its log goes to /dev/log and nowhere else, and a /run of its own; the queue is
 * where it is seen from outside.
 */
const surroundings = `mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/dev /run/courier/authdaemon
for device in null zero full random urandom tty; do
  : >/run/dev/$device
  mount --bind /dev/$device /run/dev/$device
done
ln -s /proc/self/fd /run/dev/fd
mount --rbind /run/dev /dev
busybox syslogd -O /srv/log/mail
mkdir -p /srv/spool/sts /srv/mail
chmod 777 /srv/mail
cp -r /var/lib/courier/. /srv/spool/
rm -f /srv/spool/allfilters/*
rm -r /var/lib/courier
ln -s /srv/spool /var/lib/courier
for program in makedat maildirmake lockmail preline deliverquota; do
  ln -sf $program.courier /usr/bin/$program
done
chown -R courier:courier /srv/spool /run/courier
`

/** What a package's scripts would have done, and all daemons. */
export const startScript = `${surroundings}${configures}${controls}makealiases
authdaemond start
courierfilter start
starts perlfilter
courier start
for daemon in esmtpd esmtpd-msa esmtpd-ssl pop3d pop3d-ssl imapd imapd-ssl; do starts $daemon; done
`

/** Tables are read at once. A daemon is restarted where its own file has changed, and its sessions end. */
export const reloadScript = `${controls}changed() { ! cmp -s "/srv/etc/$1" "/etc/courier/$1"; }
stale=
for daemon in esmtpd pop3d imapd; do if changed $daemon; then stale="$stale $daemon"; fi; done
for also in esmtpd-msa esmtpd-ssl; do if changed esmtpd || changed $also; then stale="$stale $also"; fi; done
if changed filters/perlfilter-ratelimit; then stale="$stale perlfilter"; fi
for daemon in $stale; do stops $daemon; done
${configures}for daemon in $stale; do starts $daemon; done
`
