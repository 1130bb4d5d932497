/** Reads the packs of the page: which pack an id is in, and how to open it. A pack is opened once. */
export function openPacks(text) {
  const kinds = JSON.parse(text)
  const opened = new Map()
  const places = new Map()
  for (const [kind, packs] of Object.entries(kinds)) {
    for (const pack of packs) pack.ids.forEach((id, index) => places.set(`${kind}/${id}`, { pack, index }))
  }
  return {
    async page(kind, id) {
      const place = places.get(`${kind}/${id}`)
      if (!place) return undefined
      if (!opened.has(place.pack)) opened.set(place.pack, inflate(place.pack.data))
      return (await opened.get(place.pack))[place.index]
    },
    /** The pages of one kind, in order. */
    ids: (kind) => kinds[kind].flatMap(({ ids }) => ids),
  }
}

/** JSON from raw deflate in base64. */
async function inflate(data) {
  const octets = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return JSON.parse(await new Response(stream).text())
}
