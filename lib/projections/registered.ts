/** Everything that follows from the stream. The order says nothing: none may need another's effect. */
import { appearances } from "./appearances.ts"
import { autoWatch } from "./auto-watch.ts"
import type { Projection } from "./contract.ts"
import { mail } from "./mail.ts"
import { notifications } from "./notifications.ts"
import { pages } from "./pages.ts"
import { search } from "./search.ts"
import { statistics } from "./statistics.ts"
import { strays } from "./strays.ts"

export const PROJECTIONS: readonly Projection[] = [
  appearances,
  autoWatch,
  mail,
  notifications,
  pages,
  search,
  statistics,
  strays,
]
