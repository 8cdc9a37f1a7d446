import { resolve } from "node:path"
import { countNoDays } from "#lib/db/capacity.ts"
import { restoreForum } from "#lib/keeping/restore-forum.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { checkCommand } from "./check.ts"
import { type Command, Mistake } from "./command.ts"
import { FORGOTTEN } from "./export.ts"
import { statusLine } from "./progress.ts"

/** What an archive does not bring, told while it can still be helped. */
function beforeTheStart(hasAppCodes: boolean): string[] {
  const codes = hasAppCodes
    ? " and no code of their apps is right for members who sign in with one (recovery codes are)"
    : ""
  return [
    `Before the first start: put the old forum's secret here (auth-secret in its data folder, or AUTH_SECRET). Without it everybody signs in once more${codes}.`,
    "Mail that waited in the old forum goes out when this one starts: leave SMTP_URL out where this is a copy to look at.",
  ]
}

/** A forum from an archive. */
export const restoreCommand: Command = {
  name: "restore",
  usage: "<file> [--no-check]",
  summary: "Makes a forum from an archive that export or backup wrote, in an empty data folder and table.",
  mayRunTwice:
    "May be run twice: where it was interrupted it goes on. The forum must not run; what is there is never touched.",
  options: { "no-check": { type: "boolean" } },
  help: { "no-check": "does not check at the end whether everything fits together" },
  async run([name, ...more], values) {
    if (!name || more.length > 0) throw new Mistake("Name the archive: npm run forum -- restore forum.tar.gz")
    const file = resolve(process.env.INIT_CWD ?? ".", name)
    // What this costs is no part of the forum that was archived.
    countNoDays()
    const line = statusLine()
    const words = { checked: "bytes of the archive checked", items: "items", pictures: "pictures" }
    const { header, items, digests } = await withForum(
      () =>
        restoreForum(file, {
          progress: ({ what, done, of }) => line.show(`${done}${of ? ` of ${of}` : ""} ${words[what]}`),
        }),
      { alone: true },
    ).finally(line.end)
    console.log(
      `${header.name} (${header.url}) as it was at ${header.exportedAt}: ${items} items, ${digests.pictures.files} pictures.`,
    )
    if (header.forgotten) console.log(FORGOTTEN)
    console.log(`Digest: ${digests.digest}`)
    for (const line of beforeTheStart("items/TwoStep.ndjson" in digests.files)) console.log(line)
    return values["no-check"] ? 0 : checkCommand.run([], {})
  },
}
