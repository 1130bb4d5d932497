import { StoreFull } from './store.ts'

/** The expected problems of stored mail. */
export interface Problem {
  readonly problem:
    | 'no-such-folder'
    | 'folder-exists'
    | 'no-space'
    | 'messages-gone'
    /** INBOX can neither be made nor removed, and no folder goes into itself. */
    | 'not-allowed'
    /** An account has as many folders or subscriptions as it may have. */
    | 'too-many'
}

export const isProblem = (answer: object | undefined): answer is Problem =>
  answer !== undefined && 'problem' in answer

/** Turns the error of a full store into a value. */
export async function unlessFull<T>(writing: T | Promise<T>): Promise<T | Problem> {
  try {
    return await writing
  } catch (cause) {
    if (cause instanceof StoreFull) return { problem: 'no-space' }
    throw cause
  }
}
