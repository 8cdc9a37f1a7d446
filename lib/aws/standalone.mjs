// A build of Next that also gathers what a server needs elsewhere: OpenNext makes the site's Lambda of it.
import { readFileSync } from "node:fs"

/** The next build is such a one. */
export function forLambdasToo() {
  process.env.NEXT_PRIVATE_STANDALONE = "true"
  process.env.NEXT_PRIVATE_OUTPUT_TRACE_ROOT = process.cwd()
}

/** Whether the build that is here is one. */
export function isForLambdasToo() {
  try {
    const [own, gathered] = [".next/BUILD_ID", ".next/standalone/.next/BUILD_ID"].map((file) =>
      readFileSync(file, "utf8"),
    )
    return own === gathered
  } catch {
    return false
  }
}
