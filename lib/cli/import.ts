import { stat } from "node:fs/promises"
import { resolve } from "node:path"
import { importDiscourse } from "#lib/import/discourse/import.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { expirePages } from "#lib/web/expire-pages.ts"
import { type Command, Mistake } from "./command.ts"
import { interruption, progressLine } from "./progress.ts"

/** Brings another forum's content in. */
export const importCommand: Command = {
  name: "import",
  usage: "discourse <folder> [--dry-run]",
  summary: "Imports the topics, posts and members of a Discourse forum from its JSON files.",
  mayRunTwice: "May be run twice, also after Ctrl-C: it goes on, adds what is new, and doubles nothing.",
  options: { "dry-run": { type: "boolean" }, site: { type: "string" } },
  help: {
    "dry-run": "reads and converts everything, reports, and writes nothing",
    site: "host of the old forum (forum.example.org), where the files do not tell",
  },
  async run([kind, folder, ...more], values) {
    if (kind !== "discourse" || !folder || more.length > 0)
      throw new Mistake("Say what to import from where: npm run forum -- import discourse <folder>")
    const path = resolve(process.env.INIT_CWD ?? ".", folder)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isDirectory())
      throw new Mistake(`There is no folder ${path}: name the one that holds the .json files.`)
    const dryRun = values["dry-run"] === true
    const site = typeof values.site === "string" ? values.site.toLowerCase() : undefined
    const [progress, stop] = [progressLine(), interruption()]
    const work = () => importDiscourse(path, { dryRun, site, progress: progress.show, stopped: stop.asked })
    const report = dryRun
      ? await work()
      : await withForum(async () => {
          const done = await work()
          // The worker hears of a large import for a while yet: nobody need wait for it.
          await expirePages()
          return done
        })
    progress.end()
    stop.forget()
    console.log(report.lines(dryRun).join("\n"))
    if (report.interrupted) {
      console.log("\nInterrupted. Run the same command again: it goes on from here.")
      return 130
    }
    if (report.posts.read > 0) return 0
    console.error(`Nothing in ${path} could be read as Discourse's JSON: see the reasons above.`)
    return 1
  },
}
