/** Page marks that take more than one transaction, while others write and count. */
import { expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Posts } from "#lib/db/items/posts.ts"
import { personOf } from "#lib/forum/actor.ts"
import { intercept } from "#lib/testing/faults.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aTopic, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { changesSince } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { topicFigures } from "../topic-figures.ts"

freshTable()

async function longTopic() {
  const ann = await staff()
  const category = await aCategory()
  const { topic } = await aTopic(ann, category)
  const start = Date.now()
  const shown = { topic, author: personOf(ann), html: "", renderer: 1, version: 1, likeCount: 0 }
  const write = (count: number, since: number) =>
    putMany(
      Array.from({ length: count }, (_, i) =>
        Posts.encode({ ...shown, id: mintId(since + i, `${since} ${i}`), createdAt: nowIso() }),
      ),
    )
  await settleFigures()
  return { category, write, start }
}

/** Does something else at the moment in which the first piece of marks is about to be written. */
function beforePiece(work: () => Promise<void>): void {
  let isFirst = true
  intercept(async (sent, goOn) => {
    const isPiece = sent.command.startsWith("TransactWrite") && sent.input.TransactItems.length > 80
    if (isPiece && isFirst) {
      isFirst = false
      await work()
    }
    return goOn()
  })
}

test("do not overwrite what a worker has written meanwhile that knew more", { timeout: 60_000 }, async () => {
  const { category, write, start } = await longTopic()
  await write(1_200, start + 1_000)
  const changes = await changesSince()
  beforePiece(async () => {
    // Before all others, so that all pages start one post earlier.
    await write(7, start + 10)
    await topicFigures.apply(changes)
    await topicFigures.apply(await changesSince())
  })
  await topicFigures.apply(changes)
  await settleFigures()
  const wrong = await wrongFigures(category.id)
  // Of its category nobody was told here.
  expect(wrong.filter((line) => line.startsWith("topic"))).toEqual([])
})

test("are put right by a rebuild while somebody counts on", { timeout: 60_000 }, async () => {
  const { category, write, start } = await longTopic()
  await write(1_200, start + 1_000)
  await settleFigures()
  // Nobody counts these: all marks behind them are wrong.
  await write(7, start + 10)
  const missed = await changesSince()
  beforePiece(async () => {
    await write(25, start + 20)
    await topicFigures.apply(await changesSince())
  })
  let isOver = false
  const worker = (async () => {
    while (!isOver) await settleFigures()
  })()
  await topicFigures.repair!(missed.filter(({ entityType }) => entityType === "Post"))
  isOver = true
  await worker
  await settleFigures()
  expect(await wrongFigures(category.id)).toEqual([])
})
