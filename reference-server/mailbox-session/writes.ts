/** Replies to pipelined commands are gathered up to this, and longer ones cut into pieces of it. */
const writeOctets = 65_536

/** Combines pieces into writes: small ones are sent together, large ones are split. */
export async function* inWrites(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let small: Buffer[] = []
  let octets = 0
  const gathered = (): Buffer => {
    const [first = Buffer.alloc(0), ...others] = small
    const write = others.length === 0 ? first : Buffer.concat(small)
    small = []
    octets = 0
    return write
  }
  for await (const piece of pieces) {
    if (octets > 0 && octets + piece.length > writeOctets) yield gathered()
    if (piece.length < writeOctets) {
      small.push(piece)
      octets += piece.length
    } else {
      for (let from = 0; from < piece.length; from += writeOctets) {
        yield piece.subarray(from, from + writeOctets)
      }
    }
  }
  if (octets > 0) yield gathered()
}
