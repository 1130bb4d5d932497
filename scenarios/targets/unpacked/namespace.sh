#!/bin/bash
# namespace.sh PREFIX FOLDER: process 1 of a namespace of its own. Lays the unpacked PREFIX over /usr, /etc and /var,
# puts FOLDER at /srv, starts FOLDER/start, and ends, and everything here with it, when its input does.
# Nothing outside sees any of this, and what is changed below /usr, /etc and /var is gone at the end.
set -e
prefix=$1 folder=$2
mount -t tmpfs -o mode=755 tmpfs /mnt
for top in usr etc var; do
  lower=/$top
  if [ -d "$prefix/$top" ]; then lower=$prefix/$top:/$top; fi
  mkdir -p "/mnt/$top" "/mnt/work-$top"
  mount -t overlay overlay -o "lowerdir=$lower,upperdir=/mnt/$top,workdir=/mnt/work-$top" "/$top"
done
for name in passwd group; do
  while IFS= read -r line; do
    if ! grep -q "^${line%%:*}:" "/etc/$name"; then echo "$line" >>"/etc/$name"; fi
  done <"$folder/names/$name"
done
cp -r --remove-destination "$folder/over-etc/." /etc/
mount --bind "$folder" /srv
# libfaketime shares its state there under a name made of a process number, which are not the machine's in here.
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
cd /srv
bash /srv/start &
while read -r _; do :; done
