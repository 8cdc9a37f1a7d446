import { constants, setPriority } from "node:os"
import { config } from "#lib/config.ts"
import { makeBackup } from "#lib/keeping/backup.ts"
import { whenParentGoes } from "#lib/launcher/parent.ts"
import { type Command, Mistake } from "./command.ts"

/** A backup, at once; the launcher calls it on its schedule. */
export const backupCommand: Command = {
  name: "backup",
  usage: "",
  summary:
    "Writes an archive into the folder for backups, restores it into a scratch table to see that it can be, and deletes the oldest.",
  mayRunTwice: "May be run twice, and while the forum is in use.",
  options: {},
  help: {},
  async run(words) {
    if (words.length > 0)
      throw new Mistake("It takes its folder from STOA_BACKUP_FOLDER: npm run forum -- backup")
    // The launcher's child ends with it; what it leaves, the next one clears.
    whenParentGoes(() => process.exit(1))
    if (process.connected) setPriority(constants.priority.PRIORITY_LOW)
    const began = performance.now()
    try {
      const { file, bytes, removed } = await makeBackup()
      const seconds = Math.ceil((performance.now() - began) / 1000)
      console.log(
        `Backup: ${file}, ${(bytes / 1e6).toFixed(1)} MB, restored for a test, in ${seconds} s. ${
          removed.length > 0 ? `Deleted: ${removed.join(", ")}.` : `Up to ${config().backups.keep} are kept.`
        }`,
      )
      return 0
    } catch (error) {
      console.error(`The backup failed: ${(error as Error).message}`)
      return 1
    }
  },
}
