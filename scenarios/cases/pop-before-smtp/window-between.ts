import { anyWindow, minutes, outside, scenario, some } from '#dsl'

// What happens between a login and the end of its window changes neither.

const policy = { popBeforeSmtp: { enabled: true, window: some('2m', anyWindow) } } as const
const accounts = { alice: 'alice@local.test' }
const window = {
  kerio: 'kerio.relay.pop3-window',
  icewarp: 'icewarp.pop-before-smtp.window-expires',
} as const

/** The session of the login goes on, and ends: neither is a login. */
export const readingDoesNotRenew = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/reading-does-not-renew-${product}`, {
    title: 'Neither reading in the session of the login nor its end extends the window',
    clauses: [window[product]],
    profile: product,
    policy,
    accounts,
    clients: { laptop: outside, phone: outside },
    uses: ['clock'],

    async run({ laptop, phone, alice, clock, policy: { popBeforeSmtp }, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const reading = await laptop.opens('pop3')
      const login = await reading.logsIn(alice)
      claim(await laptop.offers(mail)).isAccepted()
      await clock.advances(popBeforeSmtp.window / 2)
      await reading.says('STAT')
      await reading.says('NOOP')
      await clock.advances(popBeforeSmtp.window / 4)
      await reading.quits()
      claim(await laptop.offers(mail)).isAccepted()
      await clock.justAfter(login, popBeforeSmtp.window)
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

      // Nor does a session that stays open to the end and beyond.
      const staying = await phone.opens('pop3')
      const other = await staying.logsIn(alice)
      await clock.advances(popBeforeSmtp.window / 2)
      await staying.says('NOOP')
      claim(await phone.offers(mail)).isAccepted()
      await clock.justAfter(other, popBeforeSmtp.window)
      claim(await phone.offers(mail)).isRefused({ by: 'RCPT' })
      await staying.says('NOOP')
      claim(await phone.offers(mail)).isRefused({ by: 'RCPT' })
      await staying.quits()
      claim(await phone.offers(mail)).isRefused({ by: 'RCPT' })
    },
  }),
)

/** The same over IMAP, where an IMAP login counts. */
export const imapDoesNotRenew = scenario('pop-before-smtp/reading-over-imap-does-not-renew-icewarp', {
  title: 'Neither reading over IMAP nor LOGOUT extends the window of an IMAP login',
  clauses: ['icewarp.pop-before-smtp.imap-login-grants', 'icewarp.pop-before-smtp.window-expires'],
  profile: 'icewarp',
  policy,
  accounts,
  clients: { laptop: outside },
  uses: ['clock'],

  async run({ laptop, alice, clock, policy: { popBeforeSmtp }, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const reading = await laptop.opens('imap')
    const login = await reading.logsIn(alice)
    await clock.advances(popBeforeSmtp.window / 2)
    await reading.says('SELECT INBOX')
    await clock.advances(popBeforeSmtp.window / 4)
    await reading.quits()
    claim(await laptop.offers(mail)).isAccepted()
    await clock.justAfter(login, popBeforeSmtp.window)
    claim(await laptop.offers(mail), 'icewarp.pop-before-smtp.window-expires').isRefused({ by: 'RCPT' })
  },
})

/** Everybody's window is as long as anybody's, though one account opens them all. */
export const manyAddresses = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/many-addresses-${product}`, {
    title: 'One account may open the windows of many addresses, and each has its own',
    clauses: [product === 'kerio' ? 'kerio.relay.pop3-grant' : 'icewarp.pop-before-smtp.pop-login-grants'],
    profile: product,
    policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
    accounts,
    clients: {
      laptop: outside,
      phone: outside,
      desk: outside,
      kiosk: outside,
      hotel: outside,
      train: outside,
      neighbour: outside,
    },

    async run({ laptop, phone, desk, kiosk, hotel, train, neighbour, alice, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const places = [laptop, phone, desk, kiosk, hotel, train]
      for (const place of places) await place.logsIn('pop3', alice)
      for (const place of places) claim(await place.offers(mail)).isAccepted()
      claim(await neighbour.offers(mail)).isRefused({ by: 'RCPT' })
    },
  }),
)

/** What is set meanwhile ends no window, unless it is the option itself. */
export const changesLeaveWindows = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/other-changes-leave-windows-${product}`, {
    title: 'A change of other settings, or a new account, ends no window; a new length holds for new logins',
    clauses: [window[product]],
    profile: product,
    policy,
    accounts,
    clients: { laptop: outside },
    uses: ['clock', 'operator'],

    async run({ laptop, alice, clock, operator, policy: { popBeforeSmtp }, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const login = await laptop.logsIn('pop3', alice)
      await operator.adds('dora@local.test')
      claim(await laptop.offers(mail)).isAccepted()
      await operator.sets({ relay: { trusted: ['192.0.2.20'] } })
      await clock.justBefore(login, popBeforeSmtp.window)
      claim(await laptop.offers(mail)).isAccepted()
      await clock.justAfter(login, popBeforeSmtp.window)
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

      await operator.sets({ popBeforeSmtp: { window: '95m' } })
      const long = await laptop.logsIn('pop3', alice)
      await clock.justBefore(long, minutes(95))
      claim(await laptop.offers(mail)).isAccepted()
      await clock.justAfter(long, minutes(95))
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

      await operator.sets({ popBeforeSmtp: { window: '1m' } })
      const short = await laptop.logsIn('pop3', alice)
      claim(await laptop.offers(mail)).isAccepted()
      await clock.justAfter(short, minutes(1))
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    },
  }),
)
