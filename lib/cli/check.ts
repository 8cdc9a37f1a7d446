import { check } from "#lib/check/check.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"

/** What many items of a kind have wrong is one mistake; the first of them say which. */
const SHOWN_OF_A_KIND = 20

/** Whether everything in the table fits together. */
export const checkCommand: Command = {
  name: "check",
  usage: "",
  summary: "Reads everything there is and tells what does not fit together, and how many it is of each kind.",
  mayRunTwice: "May be run twice, and while the forum is in use: it changes nothing.",
  options: {},
  help: {},
  async run(words) {
    if (words.length > 0) throw new Mistake("It checks everything: npm run forum -- check")
    const { items, findings } = await withForum(() =>
      check({ progress: (done) => process.stderr.write(`${done} items looked at\n`) }),
    )
    for (const [kind, some] of Map.groupBy(findings, ({ entityType }) => entityType)) {
      console.log(`${kind}: ${some.length} not right`)
      for (const { key, wrong } of some.slice(0, SHOWN_OF_A_KIND))
        console.log(`  ${key}: ${wrong.join("; ")}`)
      if (some.length > SHOWN_OF_A_KIND) console.log(`  and ${some.length - SHOWN_OF_A_KIND} more`)
    }
    if (findings.length === 0) console.log(`All ${items} items fit together.`)
    return findings.length === 0 ? 0 : 1
  },
}
