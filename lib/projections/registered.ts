/** Everything that follows from the stream. The order says nothing: none may need another's effect. */
import { appearances } from "./appearances.ts"
import { autoWatch } from "./auto-watch.ts"
import { bestTopics } from "./best-topics.ts"
import { caseNews } from "./case-news.ts"
import { caseStatistics } from "./case-statistics.ts"
import { cases } from "./cases.ts"
import { categoryFigures } from "./category-figures.ts"
import type { Projection } from "./contract.ts"
import { mail } from "./mail.ts"
import { names } from "./names.ts"
import { notifications } from "./notifications.ts"
import { pages } from "./pages.ts"
import { postLikes } from "./post-likes.ts"
import { search } from "./search.ts"
import { sitemap } from "./sitemap.ts"
import { statistics } from "./statistics.ts"
import { strays } from "./strays.ts"
import { tagList } from "./tag-list.ts"
import { thanks } from "./thanks.ts"
import { topicFigures } from "./topic-figures.ts"
import { unanswered } from "./unanswered.ts"
import { uploads } from "./uploads.ts"
import { visits } from "./visits.ts"

export const PROJECTIONS: readonly Projection[] = [
  appearances,
  autoWatch,
  bestTopics,
  caseNews,
  caseStatistics,
  cases,
  categoryFigures,
  mail,
  names,
  notifications,
  pages,
  postLikes,
  search,
  sitemap,
  statistics,
  strays,
  tagList,
  thanks,
  topicFigures,
  unanswered,
  uploads,
  visits,
]
