import { saboteur, type Saboteur } from './saboteur.ts'

const bypass = 'icewarp.submission.bypass-file-syntax'
const hosts = 'imail.relay.hosts-file-format'

/** Faults in how the lines of a product's own files are read. */
export const fileSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'bypass-by-a-comment',
    clause: bypass,
    seam: 'bypass-file.lines',
    replace: (linesOf) => (text) => linesOf(text.replaceAll(/^# */gm, '')),
  }),
  saboteur({
    id: 'a-comment-voids-the-bypass-file',
    clause: bypass,
    seam: 'bypass-file.lines',
    replace: (linesOf) => (text) => (text.includes('#') ? [] : linesOf(text)),
  }),
  saboteur({
    id: 'bypass-file-has-bare-line-ends',
    clause: bypass,
    seam: 'bypass-file.lines',
    replace: () => (text) => text.split('\n').map((line, index) => ({ number: index + 1, text: line })),
  }),
  saboteur({
    id: 'bypass-file-is-its-first-line',
    clause: bypass,
    seam: 'bypass-file.lines',
    replace: (linesOf) => (text) => linesOf(text.split('\n')[0] ?? ''),
  }),
  saboteur({
    id: 'bypass-for-one-frees-all',
    clause: bypass,
    seam: 'bypass-file.means-local-senders',
    replace: () => (line) => line.startsWith('l:'),
  }),
  saboteur({
    id: 'hosts-have-one-name',
    clause: hosts,
    seam: 'hosts-file.words',
    replace: (wordsOf) => (line) => wordsOf(line).slice(0, 2),
  }),
  saboteur({
    id: 'hosts-in-comments-count',
    clause: hosts,
    seam: 'hosts-file.words',
    replace: (wordsOf) => (line) => wordsOf(line.replaceAll('#', ' ')),
  }),
  saboteur({
    id: 'a-comment-voids-its-host',
    clause: hosts,
    seam: 'hosts-file.words',
    replace: (wordsOf) => (line) => (line.includes('#') ? [''] : wordsOf(line)),
  }),
  saboteur({
    id: 'hosts-are-parted-by-one-blank',
    clause: hosts,
    seam: 'hosts-file.words',
    replace: () => (line) => line.replace(/#.*/, '').trim().split(' '),
  }),
  saboteur({
    id: 'hosts-begin-the-line',
    clause: hosts,
    seam: 'hosts-file.words',
    replace: (wordsOf) => (line) => (/^\s/.test(line) ? [''] : wordsOf(line)),
  }),
  saboteur({
    id: 'hosts-may-be-swapped',
    clause: hosts,
    seam: 'hosts-file.words',
    replace: (wordsOf) => (line) => wordsOf(line).toSorted((one, other) => one.localeCompare(other)),
  }),
]
