import { anySize, outside, scenario, some } from '#dsl'

const mebibyte = 2 ** 20

export const largeMessages = scenario('abuse-limits/large-messages-are-refused-commgate', {
  title: 'A message larger than the maximum size is refused and not delivered; a smaller one is delivered',
  clauses: ['commgate.smtp.message-size'],
  profile: 'commgate',
  policy: { limits: { messageSize: some(mebibyte, anySize) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside, reader: outside },

  async run({ neighbour, reader, bob, policy, claim }) {
    const { messageSize } = policy.limits
    const letter = { from: 'eve@elsewhere.test', to: bob.address, octets: Math.floor(messageSize / 2) }
    const film = { from: 'film@elsewhere.test', to: bob.address, octets: 2 * messageSize }
    claim(await neighbour.sends(letter)).isAccepted()
    claim(await neighbour.sends(film)).isRefused()
    claim(await neighbour.sends({ ...film, declares: film.octets })).isRefused()
    claim(await reader.finds(letter, { in: bob })).once()
    claim(await reader.finds(film, { in: bob })).never()
  },
})

/** How large a message is that carries a file of so many octets in lines of base64. */
const withFileOf = (octets: number): number => Math.ceil((Math.ceil(octets / 3) * 4 * 78) / 76) + 1000

export const attachmentsCountEncoded = scenario('abuse-limits/attachments-count-as-sent-commgate', {
  title: 'A file below the maximum size is refused if its base64 form exceeds it; a smaller one is accepted',
  clauses: ['commgate.smtp.message-size-encoded'],
  profile: 'commgate',
  policy: { limits: { messageSize: some(mebibyte, anySize) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside },

  async run({ neighbour, bob, policy, claim }) {
    const { messageSize } = policy.limits
    const mail = {
      from: 'eve@elsewhere.test',
      to: bob.address,
      fields: [
        'MIME-Version: 1.0',
        'Content-Type: application/octet-stream; name=file',
        'Content-Transfer-Encoding: base64',
      ],
      body: [],
    }
    claim(await neighbour.sends({ ...mail, octets: withFileOf(0.6 * messageSize) })).isAccepted()
    claim(await neighbour.sends({ ...mail, octets: withFileOf(0.9 * messageSize) })).isRefused()
  },
})
