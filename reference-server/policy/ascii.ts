// Protocols fold ASCII letters only; beyond ASCII, JavaScript would make `ſ` an S, and `ı` an I.

/** The text with its ASCII letters in upper case, all else as it was. */
export const upperCase = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

/** The text with its ASCII letters in lower case, all else as it was. */
export const lowerCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
