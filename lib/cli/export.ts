import { resolve } from "node:path"
import { table } from "#lib/db/table.ts"
import { sizeOfTable } from "#lib/db/whole.ts"
import { exportForum } from "#lib/keeping/export-forum.ts"
import type { Exported } from "#lib/keeping/write-archive.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"
import { statusLine } from "./progress.ts"

/** A table of 10 GB is read in an hour, and nobody notices. */
const UNITS_PER_SECOND = 750

/** The whole forum as one file. */
export const exportCommand: Command = {
  name: "export",
  usage: "<file>",
  summary: "Writes the whole forum, pictures included, into one archive (.tar.gz).",
  mayRunTwice:
    "May be run twice, and while the forum is in use: it changes nothing. Never writes over a file.",
  options: { units: { type: "string" } },
  help: {
    units: `read units a second at most, where the table is Amazon's (${UNITS_PER_SECOND} unless told)`,
  },
  async run([name, ...more], { units }) {
    if (!name || more.length > 0)
      throw new Mistake("Name the file to write: npm run forum -- export forum.tar.gz")
    const unitsPerSecond = unitsFrom(units)
    const file = resolve(process.env.INIT_CWD ?? ".", name)
    const line = statusLine()
    const words = { items: "items read", archive: "items written", pictures: "pictures written" }
    const exported = await withForum(async () => {
      await sayWhatItCosts(unitsPerSecond)
      return exportForum(file, {
        unitsPerSecond,
        progress: ({ what, done }) => line.show(`${done} ${words[what]}`),
      })
    }).finally(line.end)
    console.log(said(file, exported).join("\n"))
    return 0
  },
}

function unitsFrom(given: unknown): number {
  if (given === undefined) return UNITS_PER_SECOND
  const units = Number(given)
  if (Number.isInteger(units) && units > 0) return units
  throw new Mistake("Give --units as a whole number of read units a second: --units 750")
}

/** Before it is spent, and where it is paid for. */
async function sayWhatItCosts(unitsPerSecond: number): Promise<void> {
  if (table().options.engine === "embedded") return
  const { items, bytes, units } = await sizeOfTable()
  const minutes = Math.ceil(units / unitsPerSecond / 60)
  console.error(
    `The table has about ${items} items, ${Math.ceil(bytes / 1e6)} MB: reading it takes about ${units} read units, and ${minutes} min at ${unitsPerSecond} a second (--units).`,
  )
}

/** What a forum is to do whose worker had not followed for a day. */
export const FORGOTTEN =
  "The table's stream had forgotten changes that no worker had followed: counts and the like are not right in it. After it is restored, run npm run forum -- rebuild."

function said(
  file: string,
  { items, pictures, changes, missing, forgotten, bytes, digest }: Exported,
): string[] {
  return [
    `${file}: ${items} items, ${pictures} pictures, ${(bytes / 1e6).toFixed(1)} MB.`,
    ...(changes > 0 ? [`${changes} changes had not been followed up yet; they are in it, too.`] : []),
    ...(missing.length > 0
      ? [`${missing.length} files of pictures were not in the store, for example ${missing[0]}.`]
      : []),
    ...(forgotten ? [FORGOTTEN] : []),
    `Digest: ${digest}`,
    "It holds addresses and password hashes: keep it where only you can read it.",
    "Not in it: the settings of the environment, mail that was written into the data folder, and its auth-secret: keep a copy of that apart, without it no code of members' apps is right.",
  ]
}
