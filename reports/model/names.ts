const areaTitles: Readonly<Record<string, string>> = {
  'pop-before-smtp': 'POP before SMTP',
  'delivery-queue': 'Delivery and queue',
  'pop-imap': 'POP3 and IMAP',
  'lists-and-aliases': 'Lists and aliases',
  dkim: 'DKIM',
  dlp: 'Data loss prevention',
  rfc: 'Protocol conduct',
}

const productNames: Readonly<Record<string, string>> = {
  icewarp: 'IceWarp',
  ics: 'ICS',
  imail: 'IMail',
  kerio: 'Kerio MailServer',
  commgate: 'CommGate',
}

/** The heading of an area: `rate-limits` becomes `Rate limits`. */
export const areaTitle = (area: string): string =>
  areaTitles[area] ?? `${area.charAt(0).toUpperCase()}${area.slice(1).replaceAll('-', ' ')}`

/** The name of a product or an RFC, as people write it: `rfc5321` becomes `RFC 5321`. */
export const productName = (product: string): string =>
  productNames[product] ?? product.replace(/^rfc(?=\d)/, 'RFC ')
