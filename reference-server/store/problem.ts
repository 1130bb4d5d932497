import { StoreFull } from './store.ts'

/** What can be expected to go wrong with mail that is kept. */
export interface Problem {
  readonly problem: 'no-such-folder' | 'folder-exists' | 'no-space'
}

export const isProblem = (answer: object): answer is Problem => 'problem' in answer

/** Makes a value of the error that tells of a store without space. */
export async function unlessFull<T>(writing: Promise<T>): Promise<T | Problem> {
  try {
    return await writing
  } catch (cause) {
    if (cause instanceof StoreFull) return { problem: 'no-space' }
    throw cause
  }
}
