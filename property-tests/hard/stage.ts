/** The account at the server that is attacked. */
export const domain = 'local.test'
export const account = { address: `alice@${domain}`, password: 'open sesame' }

/** The address of the client that only wants to be greeted. */
export const bystanderAddress = '127.0.0.9'

/** One of 60,000 strangers. */
export const strangerAddress = (as: number): string =>
  `127.0.${1 + (Math.floor(as / 240) % 250)}.${2 + (as % 240)}`

/** Stages a server through the control API. */
export function stageRequest(token: string): string {
  const body = JSON.stringify({
    scenario: 'relay/visit',
    profile: 'kerio',
    policy: {},
    accounts: {},
    sources: {},
    uses: [],
    seed: 1,
  })
  return (
    `POST /v1/stage HTTP/1.1\r\nhost: control\r\nauthorization: Bearer ${token}\r\n` +
    `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  )
}
