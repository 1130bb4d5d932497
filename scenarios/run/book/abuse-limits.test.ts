import { testStoriesOf } from './told.ts'

await testStoriesOf('abuse-limits')
