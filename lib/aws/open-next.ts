/** What OpenNext and our parts of it say to each other (open-next.config.ts). */

import type { InternalEvent, InternalResult } from "@opennextjs/aws/types/open-next.js"

export type { InternalEvent }
export type OpenNextHandler = import("@opennextjs/aws/types/overrides.js").OpenNextHandler<
  InternalEvent,
  InternalResult
>
