import { SECOND } from "#lib/base/clock.ts"
import type { Migration } from "#lib/db/items/migrations.ts"
import { listMigrations } from "#lib/db/patterns/migrations.ts"
import { STEPS } from "#lib/db/versions/registered.ts"
import type { Step } from "#lib/db/versions/step.ts"
import { sizeOfTable } from "#lib/db/whole.ts"
import { migrate, waitingSteps } from "#lib/keeping/migrate.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"
import { interruption, statusLine } from "./progress.ts"

/** A table of 10 GB is looked through in half an hour, and nobody notices. */
const UNITS = 750
const WRITES = 100

/** Brings what is kept to the version of this code. */
export const migrateCommand: Command = {
  name: "migrate",
  usage: "",
  summary: "Brings what is kept to the form that this version gives it, where that has changed.",
  mayRunTwice:
    "May be run twice, and while the forum is in use, once all of it is of this version. After Ctrl-C it goes on where it was.",
  options: { list: { type: "boolean" }, units: { type: "string" }, writes: { type: "string" } },
  help: {
    list: "only tells what is to be done, and what was",
    units: `read units a second at most, where the table is Amazon's (${UNITS} unless told)`,
    writes: `items written a second at most, there (${WRITES} unless told)`,
  },
  async run(words, { list, units, writes }) {
    if (words.length > 0) throw new Mistake("It takes no words: npm run forum -- migrate")
    const pace = { units: wholeFrom("units", units, UNITS), writes: wholeFrom("writes", writes, WRITES) }
    return withForum(() => (list ? tell(STEPS) : work(pace)))
  },
}

async function tell(steps: readonly Step[]): Promise<number> {
  const known = await listMigrations()
  for (const { name } of steps) {
    const found = known.find((one) => one.name === name)
    console.log(found ? inWords(found) : `${name}: to be done`)
  }
  if (steps.length === 0) console.log("Nothing is kept in another form than before.")
  return 0
}

async function work(pace: { units: number; writes: number }): Promise<number> {
  const waiting = await waitingSteps()
  if (waiting.length === 0) {
    console.log("Nothing is to be done: all is in the form that this version gives it.")
    return 0
  }
  const { items } = await sizeOfTable()
  const line = statusLine()
  const stop = interruption()
  const began = performance.now()
  const over = await migrate({
    pace,
    ends: stop.asked,
    progress: ({ name, looked, changed }) => {
      const rate = Math.round(looked / Math.max((performance.now() - began) / SECOND, 0.001))
      line.show(
        `${name}: ${looked}${items > 0 ? ` of about ${items}` : ""} items, ${changed} changed, ${rate} a second`,
      )
    },
  }).finally(() => {
    line.end()
    stop.forget()
  })
  for (const one of over) console.log(inWords(one))
  if (over.length === waiting.length) return 0
  console.log("Not all is done: npm run forum -- migrate goes on.")
  return 1
}

function inWords({ name, state, looked, changed, startedAt, updatedAt }: Migration): string {
  const what = `${looked} items looked at, ${changed} changed`
  return state === "done"
    ? `${name}: done at ${updatedAt}, ${what}.`
    : `${name}: begun at ${startedAt}, ${what}.`
}

function wholeFrom(name: string, given: unknown, otherwise: number): number {
  if (given === undefined) return otherwise
  const value = Number(given)
  if (Number.isInteger(value) && value > 0) return value
  throw new Mistake(`Give --${name} as a whole number: --${name} ${otherwise}`)
}
