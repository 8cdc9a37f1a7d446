import type { Saga } from "#lib/db/items/sagas.ts"
import { unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { kindOf } from "#lib/sagas/registered.ts"
import { stepOf } from "#lib/sagas/runner.ts"
import { type Command, Mistake } from "./command.ts"

/** What takes longer than a request and is under way. */
export const sagasCommand: Command = {
  name: "sagas",
  usage: "",
  summary: "Lists the work that is under way: renaming, leaving, merging and the like, and how far each is.",
  mayRunTwice: "May be run twice: it changes nothing.",
  options: {},
  help: {},
  async run(words) {
    if (words.length > 0) throw new Mistake("It lists all of them: npm run forum -- sagas")
    const sagas = await withForum(unfinishedSagas)
    if (sagas.length === 0) console.log("Nothing is under way.")
    for (const saga of sagas) console.log(lineOf(saga))
    return 0
  },
}

function lineOf(saga: Saga): string {
  const kind = kindOf(saga.kind)
  const step = stepOf(kind, saga)
  const position = `${kind.steps.indexOf(step) + 1} of ${kind.steps.length}`
  const far = saga.total === undefined ? `${saga.done}` : `${saga.done} of about ${saga.total}`
  return [
    `${saga.id}  ${kind.title(saga)}`,
    `  since ${saga.startedAt}; step ${position}: ${step.says()}${saga.state === "undoing" ? " (taking it back)" : ""}; ${far} done`,
    ...(saga.lease ? [`  a worker has it until ${saga.lease.until}`] : []),
    ...(saga.notBefore ? [`  goes on at ${saga.notBefore}`] : []),
    ...(saga.failure
      ? [`  failed ${saga.attempts} times, the last time: ${saga.fault ?? saga.failure}`]
      : []),
  ].join("\n")
}
