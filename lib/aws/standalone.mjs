// A build of Next that also gathers what a server needs elsewhere: OpenNext makes the site's Lambda of it.
import { readFileSync } from "node:fs"

/** Builds such a one. @param {() => Promise<void>} build what builds, and takes the environment as it is then */
export async function forLambdasToo(build) {
  process.env.NEXT_PRIVATE_STANDALONE = "true"
  process.env.NEXT_PRIVATE_OUTPUT_TRACE_ROOT = process.cwd()
  try {
    await build()
  } finally {
    // A forum that starts later, and builds of its own, are as they always are.
    delete process.env.NEXT_PRIVATE_STANDALONE
    delete process.env.NEXT_PRIVATE_OUTPUT_TRACE_ROOT
  }
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
