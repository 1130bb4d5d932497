const stand = 0x80

/**
 * Takes the octet 0 out of a message: no literal may carry one (RFC 3501 §9), and no client expects it. In its place
 * stands 0x80, so that every octet stays where it was. The octets are changed where they are.
 */
export function withoutNul(octets: Buffer): Buffer {
  const first = octets.indexOf(0)
  if (first < 0) return octets
  for (let at = first; at < octets.length; at += 1) if (octets[at] === 0) octets[at] = stand
  return octets
}
