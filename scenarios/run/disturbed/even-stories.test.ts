import { testBundles } from './testing.ts'

await testBundles(0)
