import { MINUTE } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { sizeOfTable } from "#lib/db/whole.ts"
import { type Rehearsal, rehearse } from "#lib/keeping/rehearse.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { Refusal } from "#lib/launcher/refusal.ts"
import { type Command, Mistake } from "./command.ts"
import { statusLine } from "./progress.ts"

const UNITS = 750
/** What Amazon takes for restoring a GB (us-east-1, November 2024). */
const DOLLARS_A_GB = 0.15
/** So much may have come or gone since: a restored table that differs by more is told as a fault. */
const MOST_DIFFERENCE = 0.1
const FEW = 20

/** Whether the forum could be had back from Amazon's own backups. */
export const rehearseCommand: Command = {
  name: "rehearse",
  usage: "",
  summary:
    "Restores the table at Amazon as it was at a time under another name, checks it, compares it with the present one and deletes it.",
  mayRunTwice: "May be run twice, and while the forum is in use, whose table is only read.",
  options: { at: { type: "string" }, keep: { type: "boolean" }, units: { type: "string" } },
  help: {
    at: "the moment, say 2026-11-22T10:00:00Z (the latest that there is, unless told)",
    keep: "leaves the restored table there; it costs until it is deleted",
    units: `read units a second at most (${UNITS} unless told)`,
  },
  async run(words, { at, keep, units }) {
    if (words.length > 0) throw new Mistake("It takes no words: npm run forum -- rehearse")
    const moment = momentFrom(at)
    const unitsPerSecond = Number(units ?? UNITS)
    if (!Number.isInteger(unitsPerSecond) || unitsPerSecond < 1)
      throw new Mistake(`Give --units as a whole number: --units ${UNITS}`)
    if (config().dynamodb.engine !== "aws")
      throw new Refusal(
        "Point-in-time recovery is Amazon's (DYNAMODB_ENDPOINT=aws). Where the engine is your own, npm run forum -- backup makes an archive and tests it by restoring it.",
      )
    const line = statusLine()
    const rehearsal = await withForum(async () => {
      const { bytes } = await sizeOfTable()
      console.error(
        `Restoring ${Math.ceil(bytes / 1e6)} MB costs about $${((bytes / 2 ** 30) * DOLLARS_A_GB).toFixed(2)}.`,
      )
      return rehearse({
        at: moment,
        keep: keep === true,
        unitsPerSecond,
        progress: (what) => line.show(what),
      })
    }).finally(line.end)
    const { text, isGood } = outcomeOf(rehearsal, keep === true)
    console.log(text.join("\n"))
    return isGood ? 0 : 1
  },
}

function momentFrom(given: unknown): Date | undefined {
  if (given === undefined) return undefined
  const at = new Date(String(given))
  if (!Number.isNaN(at.getTime())) return at
  throw new Mistake("Give --at as a moment in UTC: --at 2026-11-22T10:00:00Z")
}

/** What there is to say of it, and whether the forum could be had back. */
export function outcomeOf(
  { name, at, took, counts, findings }: Rehearsal,
  kept: boolean,
): { text: string[]; isGood: boolean } {
  const sum = (of: "present" | "restored") => counts.reduce((all, one) => all + one[of], 0)
  const [present, restored] = [sum("present"), sum("restored")]
  const other = counts.filter((one) => one.present !== one.restored)
  const isNear = Math.abs(present - restored) <= Math.max(FEW, present * MOST_DIFFERENCE)
  return {
    isGood: isNear && findings.length === 0,
    text: [
      `${name}, as the forum was at ${at.toISOString()}, was there after ${Math.ceil(took / MINUTE)} min: ${restored} items; now there are ${present}.`,
      ...other.map((one) => `  ${one.entity}: ${one.restored} then, ${one.present} now`),
      ...(isNear ? [] : ["That is another forum, or a part of it: more came or went than a tenth."]),
      ...findings.map(({ key, wrong }) => `  ${key}: ${wrong.join("; ")}`),
      findings.length === 0
        ? "Everything in it fits together."
        : "What was under way at that moment is told, too. Rehearse with another moment (--at): what comes again is a fault.",
      kept ? `${name} is left there, and paid for until you delete it.` : `${name} was deleted.`,
    ],
  }
}
