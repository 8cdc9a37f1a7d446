import { LAMBDA } from "#lib/db/items/stream.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { buildAnew } from "#lib/projections/building.ts"
import { rebuildable } from "#lib/projections/rebuild.ts"
import { expirePages } from "#lib/web/expire-pages.ts"
import { follow } from "#lib/workers/follow.ts"
import { expirePagesOfChanges } from "#lib/workers/telling.ts"
import { type Command, Mistake } from "./command.ts"
import { statusLine } from "./progress.ts"

/** Makes read models anew: for who doubts a figure, or has changed how one is made. */
export const rebuildCommand: Command = {
  name: "rebuild",
  usage: "[name]",
  summary: "Makes a read model anew from the items, or all of them (counts, search and so on).",
  mayRunTwice:
    "May be run twice, and while the forum is in use: the outcome is the same. After Ctrl-C the forum itself goes on with it.",
  options: {},
  help: {},
  async run([name, ...more]) {
    const names = rebuildable().map((one) => one.name)
    const list = `there are ${names.join(", ") || "none yet"}.`
    if (more.length > 0) throw new Mistake(`Name one read model, or none for all: ${list}`)
    if (name !== undefined && !names.includes(name))
      throw new Mistake(`There is no read model ${name}: ${list}`)
    const line = statusLine()
    await withForum(async () => {
      const wanted = rebuildable().filter((one) => name === undefined || one.name === name)
      await whileFollowing(async () => {
        for (const one of wanted) await buildAnew(one, (done) => line.show(`${one.name}: ${done}`))
      })
      await expirePages()
    })
    line.end()
    console.log(`Made anew: ${name ?? names.join(", ")}.`)
    return 0
  },
}

/**
 * What is counted must not change meanwhile unseen: where the forum does not run, the stream is followed from here. Where
 * a Lambda applies it, it does so also when the forum is idle.
 */
async function whileFollowing<T>(work: () => Promise<T>): Promise<T> {
  if ((await findCheckpoint())?.worker.host === LAMBDA) return work()
  expirePagesOfChanges()
  const over = new AbortController()
  const following = follow(over.signal, { duties: [], log: () => {} })
  try {
    return await work()
  } finally {
    over.abort()
    await following
  }
}
