import type { ExactStep, Mail } from './models/step.ts'

/** A step as a sentence, so that a counter-example reads as a story. */
export function phraseOf(step: ExactStep): string {
  switch (step.is) {
    case 'logs-in':
      return `${step.who} ${step.works ? 'logs in' : 'fails to log in'} over ${upper(step.service)} as ${step.as}`
    case 'stays':
      return `${step.who} logs in over ${upper(step.service)} as ${step.as} and stays`
    case 'leaves':
      return `${step.who} leaves its mailbox`
    case 'passes':
      return `${spanInWords(step.span)} pass`
    case 'offers':
    case 'sends': {
      const door = step.door === 'submission' ? ' over submission' : ''
      return `${step.who} ${step.is} ${mailInWords(step)}${door}${step.as ? `, authenticated as ${step.as}` : ''}`
    }
    case 'opens':
      return `${step.who} opens a${step.door === 'submission' ? ' submission' : 'n SMTP'} session`
    case 'proves':
      return `${step.who} ${step.works ? 'authenticates' : 'fails to authenticate'} as ${step.as} in its session`
    case 'offers-there':
    case 'sends-there':
      return `${step.who} ${step.is === 'sends-there' ? 'sends' : 'offers'} ${mailInWords(step)} in its session`
    case 'changes':
      return `the operator makes change ${step.change + 1}`
    case 'restarts':
      return 'the operator restarts the SMTP service'
    case 'moves':
      return `${step.host} ${step.at.length === 0 ? 'has no address' : `is at ${step.at.join(' and ')}`}`
    case 'resets':
      return `${step.who} begins a transaction in its session and resets it`
    case 'quits':
      return `${step.who} quits its session`
  }
}

const upper = (service: 'pop3' | 'imap'): string => service.toUpperCase()
const mailInWords = ({ from, to }: Mail): string => `mail from <${from ?? ''}> to ${to.join(' and ')}`

/** `29m59.999s` */
export function spanInWords(span: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const
  let left = span
  const words = units.map(([unit, length]) => {
    const count = Math.floor(left / length)
    left -= count * length
    return count > 0 ? `${count}${unit}` : ''
  })
  return `${words.join('')}${left > 0 ? `${left / 1000}s` : ''}` || '0s'
}
