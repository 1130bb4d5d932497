import { testStoriesOf } from './told.ts'

await testStoriesOf('encryption')
