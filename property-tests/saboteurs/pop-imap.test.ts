import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('pop-imap')
