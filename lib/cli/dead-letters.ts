import { inspect } from "node:util"
import type { DeadLetter } from "#lib/db/items/stream.ts"
import { changeOfDeadLetter, findDeadLetter, listDeadLetters } from "#lib/db/patterns/stream.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { allDeadLetters, dropDeadLetter, retryDeadLetter } from "#lib/projections/dead-letters.ts"
import { expirePages } from "#lib/web/expire-pages.ts"
import { type Command, Mistake } from "./command.ts"

const CALL = "npm run forum -- dead-letters"

/** Changes that a read model could not take: what they are, and another try. */
export const deadLettersCommand: Command = {
  name: "dead-letters",
  usage: "[show <id> | retry <id or all> | drop <id>]",
  summary: "Lists the changes that could not be applied, shows one, tries again, or gives one up.",
  mayRunTwice: "May be run twice: nothing is applied twice.",
  options: { after: { type: "string" } },
  help: { after: "goes on with the list behind this one" },
  async run([what = "list", id, ...more], values) {
    const run = ACTIONS[what]
    if (!run || more.length > 0 || (what === "list") !== (id === undefined))
      throw new Mistake(`Say what to do: ${CALL}, or with show <id>, retry <id>, retry all, drop <id>`)
    return withForum(() => run(id ?? "", typeof values.after === "string" ? values.after : undefined))
  },
}

const ACTIONS: Record<string, (id: string, after?: string) => Promise<number>> = {
  async list(_, after) {
    const { items, next } = await listDeadLetters(after)
    if (items.length === 0) console.log(after ? "There are no others." : "There are no dead letters.")
    for (const letter of items) console.log(described(letter))
    if (next) console.log(`\nThere are more: ${CALL} --after ${next}`)
    return 0
  },

  async show(id) {
    const letter = await findDeadLetter(id)
    const change = letter && (await changeOfDeadLetter(letter))
    if (!letter || !change) throw unknown(id)
    console.log(`${described(letter)}\n\n${inspect(change, { depth: null, maxStringLength: null })}`)
    return 0
  },

  async retry(id) {
    if (id !== "all" && !(await findDeadLetter(id))) throw unknown(id)
    const counts = { done: 0, gone: 0, failed: 0 }
    for await (const one of id === "all" ? allDeadLetters() : [{ id }]) {
      const retried = await retryDeadLetter(one.id)
      counts[retried.end]++
      console.log(`${one.id}: ${retried.end === "failed" ? `still fails: ${retried.reason}` : retried.end}`)
    }
    if (counts.done > 0) await expirePages()
    console.log(`${counts.done} applied, ${counts.failed} still failing.`)
    return counts.failed > 0 ? 1 : 0
  },

  async drop(id) {
    if (!(await dropDeadLetter(id))) throw unknown(id)
    console.log(`${id} is given up. What it meant can be made anew: npm run forum -- rebuild`)
    return 0
  },
}

function described(letter: DeadLetter): string {
  const { id, changed, changedAt, item, attempts, reason } = letter
  const tried = attempts === 1 ? "once" : `${attempts} times`
  return `${id}\n    ${changed} ${item.PK} ${item.SK}, changed ${changedAt}, tried ${tried}\n    ${reason}`
}

function unknown(id: string): Mistake {
  return new Mistake(`There is no dead letter ${id}: ${CALL} lists them.`)
}
