import { now, sleep } from "#lib/base/clock.ts"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { emptyCategory } from "#lib/forum/emptying.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { runSaga } from "#lib/sagas/runner.ts"
import { type Command, Mistake } from "./command.ts"

const LOOK_AGAIN = 500

/** Moves all topics of a category to another one. */
export const emptyCategoryCommand: Command = {
  name: "empty-category",
  usage: "<from> <to>",
  summary: "Moves all topics of a category to another one, and who may read them with them.",
  mayRunTwice: "May be run twice, also after Ctrl-C: it goes on, here or in the forum when it runs.",
  options: {},
  help: {},
  async run([from, to, ...more]) {
    if (!from || !to || more.length > 0)
      throw new Mistake(
        "Name two categories by their address parts: npm run forum -- empty-category <from> <to>",
      )
    const saga = await withForum(async () =>
      finished(await emptyCategory({ kind: "operator" }, { from, to })),
    )
    console.log(`${saga.done} topics went from /c/${from} to /c/${to}.`)
    return 0
  },
}

/** Works on it here, beside the forum's own worker if there is one: whoever is first does each turn. */
async function finished({ id }: Saga): Promise<Saga> {
  for (;;) {
    await runSaga(id)
    const saga = (await getSaga(id))!
    if (!isUnfinished(saga)) return saga
    const wait = saga.notBefore ? Date.parse(saga.notBefore) - now() : 0
    process.stderr.write(`${saga.done} topics moved\n`)
    await sleep(Math.max(wait, LOOK_AGAIN))
  }
}
