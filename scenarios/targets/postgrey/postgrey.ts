/** Where the other half asks whether a recipient is to wait. */
export const policySocket = '/srv/postgrey/socket'

/** Log lines that tell of a fault in it. */
export const faults = /\bERROR: |^libfaketime: /

/** What it is configured with: the options of its settings, on its command line. */
export const postgreyFiles = (options: readonly string[]) => ({
  'postgrey/start.sh': startFile(options),
  // Those of the package name senders that do not come back, and recipients that do not want to wait.
  'postgrey/nobody': '',
})

const folder = '/srv/postgrey'

/** Ends when it has its socket, or has had time enough; what it remembers stays when it is started again. */
function startFile(options: readonly string[]): string {
  const all = [
    `--unix=${policySocket}`,
    `--dbdir=${folder}/db`,
    '--user=nobody',
    '--group=nogroup',
    `--whitelist-clients=${folder}/nobody`,
    `--whitelist-recipients=${folder}/nobody`,
    ...options,
  ]
  return `mkdir -p ${folder}/db; chown nobody:nogroup ${folder} ${folder}/db
rm -f ${policySocket}
# A child of its own would surprise whatever this shell becomes.
(/usr/sbin/postgrey ${all.join(' ')} >>/srv/log/postgrey 2>&1 </dev/null & echo $! >${folder}/pid)
for _ in {1..250}; do
  if [ -S ${policySocket} ] || ! ${isAlive}; then break; fi
  sleep 0.02
done
cp ${folder}/start.sh ${folder}/started
`
}

const isAlive = `kill -0 "$(cat ${folder}/pid 2>/dev/null)" 2>/dev/null`

/** Shell text that starts it. It is not run as a program of its own: libfaketime would share the state of one that ends. */
export const postgreyStart = `. ${folder}/start.sh`

/** It reads no option again: where one has changed it is ended and started anew. */
export const postgreyReload = `if ! cmp -s ${folder}/start.sh ${folder}/started; then
  if ${isAlive}; then kill "$(cat ${folder}/pid)"; fi
  for _ in {1..250}; do if ! ${isAlive}; then break; fi; sleep 0.02; done
  (. /srv/clock.env; ${postgreyStart})
fi`
