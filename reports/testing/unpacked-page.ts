import { inflateRawSync } from 'node:zlib'

/** A page as text, with all that is packed in it. */
export function unpackedPage(page: string): string {
  const [, packs = '{}'] =
    /<script type="application\/json" id="packs">\s*(.*?)\s*<\/script>/s.exec(page) ?? []
  const texts: string[] = []
  const gathers = (json: string): void => {
    JSON.parse(json, (key, value: unknown) => {
      if (typeof value !== 'string') return value
      if (key === 'data') gathers(inflateRawSync(Buffer.from(value, 'base64')).toString('utf8'))
      else texts.push(value)
      return value
    })
  }
  gathers(packs)
  return [page, ...texts].join('\n')
}
