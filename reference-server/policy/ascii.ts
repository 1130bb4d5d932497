// Protocols fold ASCII letters only; beyond ASCII, JavaScript would make `ſ` an S, and `ı` an I.

/** The text with its ASCII letters in upper case, all else as it was. */
export const upperCase = (text: string): string =>
  /[a-z]/.test(text) ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : text

/** The text with its ASCII letters in lower case, all else as it was. */
export const lowerCase = (text: string): string =>
  /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text
