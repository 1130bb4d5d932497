import type { Leaving, Manner, Manners } from '#clients'

/** Several manners at once: the first acts first, and what it goes on to is what the next one makes of it. */
export const nested = (all: readonly Manners[]): Manners => all.reduceRight(within, {})

const within = (inner: Manners, outer: Manners): Manners => ({
  greets: around(outer.greets, inner.greets),
  mail: around(outer.mail, inner.mail),
  rcpt: around(outer.rcpt, inner.rcpt),
  data: around(outer.data, inner.data),
  auth: around(outer.auth, inner.auth),
  pop3Login: around(outer.pop3Login, inner.pop3Login),
  imapLogin: around(outer.imapLogin, inner.imapLogin),
  leaves: leavingAround(outer.leaves, inner.leaves),
})

function around<Session, Said, Heard>(
  outer: Manner<Session, Said, Heard> | undefined,
  inner: Manner<Session, Said, Heard> | undefined,
): Manner<Session, Said, Heard> | undefined {
  if (!outer || !inner) return outer ?? inner
  return (session, said, goes) => outer(session, said, (others) => inner(session, others, goes))
}

function leavingAround(outer: Leaving | undefined, inner: Leaving | undefined): Leaving | undefined {
  if (!outer || !inner) return outer ?? inner
  return (session, goes) => outer(session, () => inner(session, goes))
}
