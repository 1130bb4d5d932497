/** A value of data with each of its texts changed, names of fields excepted. */
export const deep = <Data>(value: Data, change: (text: string) => string): Data =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- texts take the place of texts
  changed(value, change) as Data

function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((each) => changed(each, change))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changed(each, change)]))
}
