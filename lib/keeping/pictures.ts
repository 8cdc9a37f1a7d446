/** Which pictures an archive holds: all that the table knows of. */
import { z } from "zod"
import { LogoFile, Looks } from "#lib/db/items/site.ts"
import { Avatars, Uploads } from "#lib/db/items/uploads.ts"
import { caseKey } from "#lib/db/keys/cases.ts"
import { rawIn } from "#lib/db/whole.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { aboutLook } from "#lib/forum/looks.ts"
import { fileNames } from "#lib/uploads/store.ts"
import type { Spool } from "./spool.ts"

/** The names of all files of which the table knows. */
export function* picturesOf(spool: Spool): Generator<string> {
  for (const line of spool.lines("Upload")) yield* fileNames.upload(Uploads.decode(rawIn(line)))
  for (const line of spool.lines("Avatar")) yield* fileNames.avatar(Avatars.decode(rawIn(line)))
  for (const version of logosOf(spool)) yield* fileNames.logo(version)
}

const Shown = z.object({ logo: LogoFile.optional(), logoDark: LogoFile.optional() })

/** Those that the forum shows, and those that it showed: whoever takes a change back shows them again. */
function logosOf(spool: Spool): Set<string> {
  const looks: unknown[] = []
  for (const line of spool.lines("Look")) looks.push(Looks.decode(rawIn(line)))
  for (const line of spool.linesUnder(caseKey(caseIdOf(aboutLook())).PK)) {
    const { before, after } = rawIn(line)
    looks.push(before, after)
  }
  const files = looks.flatMap((look) => Object.values(Shown.safeParse(look).data ?? {}))
  return new Set(files.flatMap((file) => file?.version ?? []))
}
