import { commands } from './commands/table.ts'
import type { Answer, Session } from './session.ts'

/**
 * Answers one command line.
 *
 * @param written without its CRLF, read as UTF-8
 */
export function dispatch(written: string, session: Session): Answer | Promise<Answer> {
  // RFC 5321 §4.1.1: white space before the line end is tolerated.
  const line = withoutBlanks(written)
  const space = line.indexOf(' ')
  const verb = space < 0 ? line : line.slice(0, space)
  const argument = space < 0 ? '' : line.slice(space + 1).replace(/^ +/, '')
  const { ask, hostname, replies } = session.host
  const found = commands.get(ask['command.verb-meant'](verb))
  // A control character means another protocol, or an attempt at smuggling.
  if (found && !hasControls(argument)) return found.obey(argument, session)
  // A web page can make a browser post here; RFC 5321 has none of these verbs, so nothing is lost by closing.
  if (httpRequest.test(line)) return { reply: replies('notHttp', { hostname }), after: 'close' }
  return { reply: replies('unknownCommand') }
}

/** Without the spaces and tabs at its end. */
function withoutBlanks(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  return text.slice(0, end)
}

const httpRequest = /^(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|TRACE|CONNECT) \S+ HTTP\/\d\.\d$/

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}
