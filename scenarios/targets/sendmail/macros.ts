/** A text that m4 takes as it stands. */
const quoted = (text: string): string => `\`${text}'`

/** A call of a macro, as a line of the file sendmail's configuration is made from. */
export const calls = (macro: string, ...texts: readonly string[]): string =>
  `${macro}(${texts.map(quoted).join(', ')})dnl`

export const defines = (name: string, value: string | number): string => calls('define', name, String(value))

export const feature = (name: string, ...more: readonly string[]): string => calls('FEATURE', name, ...more)

/** A rule of a ruleset: what it finds and what becomes of it, with the tab between them that sendmail insists on. */
export const rule = (left: string, right: string): string => `R${left}\t${right}`
