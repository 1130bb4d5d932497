import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('encryption')
