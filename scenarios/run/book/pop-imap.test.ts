import { testStoriesOf } from './told.ts'

await testStoriesOf('pop-imap')
