/** What a topic's page needs so that one can keep up with it there. */
import { bookmarkAction, unbookmarkAction, watchTopicAction } from "./actions.ts"

export const ON_TOPICS = { watch: watchTopicAction, bookmark: bookmarkAction, unbookmark: unbookmarkAction }
