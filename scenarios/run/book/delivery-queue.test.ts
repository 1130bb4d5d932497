import { testStoriesOf } from './told.ts'

await testStoriesOf('delivery-queue')
