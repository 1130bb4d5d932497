import { outside } from '#dsl'
import { printSize } from '#policy-document'
import { isAccepted, isRefused, tellsNothing } from '../answers.ts'
import { found, probe } from '../probe.ts'

/** The largest message: what EHLO announces, and whether MAIL with a larger SIZE is refused. */
export const messageSize = probe('message-size', {
  title: 'The largest message',
  measures: ['size.announced', 'limits.messageSize'],
  impact: 'none',
  clients: { stranger: outside },

  async *asks({ stranger }) {
    const talk = await stranger.opens('mx')
    const line = talk.offered.find((each) => /^SIZE( |$)/i.test(each))
    const octets = Number(line?.split(' ')[1] ?? 0)
    if (line === undefined || octets === 0) {
      const is = line === undefined ? 'no SIZE' : 'SIZE without a limit'
      yield found('size.announced', { is }, talk.greeting)
      yield found('limits.messageSize', { unknown: `${is}, and no large messages are sent to find out` })
      return talk.quits()
    }
    yield found('size.announced', { is: printSize(octets) }, talk.greeting)
    const fits = await talk.says(`MAIL FROM:<eve@elsewhere.test> SIZE=${octets}`)
    await talk.says('RSET')
    const larger = await talk.says(`MAIL FROM:<eve@elsewhere.test> SIZE=${octets + 1}`)
    if (isAccepted(fits) && isRefused(larger))
      yield found('limits.messageSize', { is: printSize(octets) }, fits, larger)
    else if (isAccepted(larger))
      yield found(
        'limits.messageSize',
        { unknown: `MAIL takes SIZE=${octets + 1}, more than is announced` },
        larger,
      )
    else yield found('limits.messageSize', { unknown: tellsNothing(fits, larger) }, fits, larger)
    await talk.quits()
  },
})
