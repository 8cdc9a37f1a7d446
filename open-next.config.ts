/** How `npm run build:aws` makes the site's Lambda out of the build of Next (ADR 350). */
import type { OpenNextConfig } from "@opennextjs/aws/types/open-next.js"

export default {
  default: {
    override: {
      wrapper: () => import("./lib/aws/wrapper.ts").then((loaded) => loaded.default),
      // Our own handler keeps pages and asks for what is stale (lib/aws/cache-handler.ts).
      incrementalCache: "dummy",
      tagCache: "dummy",
      // What is too old is made by who asks for it: nothing is put into a queue.
      queue: "dummy",
      // No address of ours is rewritten to another server.
      proxyExternalRequest: "dummy",
    },
  },
  // lib/aws/build.mjs, which calls this, has built the pages.
  buildCommand: "node --version",
} satisfies OpenNextConfig
