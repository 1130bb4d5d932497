import { testStoriesOf } from './told.ts'

await testStoriesOf('sender-checks')
