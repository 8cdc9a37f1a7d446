/** Watched words: what may not be written, what waits for approval, what staff look at, what is covered. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { WatchedWords } from "#lib/db/items/site.ts"
import { getWatchedWords } from "#lib/db/patterns/site.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putWatchedWords } from "#lib/db/writes/site.ts"
import { textFromHtml } from "#lib/markup/excerpt.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { aboutForum, told } from "./administering.ts"
import { clean } from "./cleaning.ts"
import { isStaff } from "./ranks.ts"
import { forget, remembered } from "./remembered.ts"
import { finderOf, isWatchable, type WordFinder } from "./word-finding.ts"

/** What happens to what has one: refused, held for approval, a case for staff, covered. */
export const WORD_ACTS = ["block", "hold", "flag", "censor"] as const
export type WordAct = (typeof WORD_ACTS)[number]

/** All of them are looked for in everything that is written. */
export const MOST_WORDS = 500
const MAX_WORD = 60

const NAME = "watched-words"

const Lines = z
  .string()
  .default("")
  .transform((typed) => [
    ...new Set(
      clean(typed)
        .split("\n")
        .map((line) => line.replace(/\s+/g, " ").trim())
        .filter(Boolean),
    ),
  ])
  .superRefine((entries, context) => {
    const refuse = (message: string): void => context.addIssue({ code: "custom", message })
    for (const entry of entries)
      if (entry.length > MAX_WORD)
        refuse(t("trust.word-long", { word: entry.slice(0, MAX_WORD), max: MAX_WORD }))
      else if (!isWatchable(entry)) refuse(t("trust.word-short", { word: entry }))
  })

export const WatchedWordsInput = z
  .object({
    version: z.coerce.number().int().min(0),
    ...{ block: Lines, hold: Lines, flag: Lines, censor: Lines },
  })
  .refine((input) => WORD_ACTS.reduce((sum, act) => sum + input[act].length, 0) <= MOST_WORDS, {
    path: ["block"],
    error: () => t("trust.words-many", { max: MOST_WORDS }),
  })

/** What is watched for, read now: for the form. @throws ForumError unauthenticated, forbidden */
export async function allWatchedWords(actor: Actor): Promise<Pick<WatchedWords, "version" | WordAct>> {
  authorize(actor, "settings.change", {})
  return (await getWatchedWords()) ?? { version: 0, block: [], hold: [], flag: [], censor: [] }
}

/**
 * Watches for other words, from now on: what is written already stays as it is. @returns their version
 * @throws ForumError unauthenticated, forbidden; conflict/settings-changed
 */
export async function changeWatchedWords(
  actor: Actor,
  { version, ...words }: z.output<typeof WatchedWordsInput>,
): Promise<number> {
  const changed = await untilSettled(async () => {
    authorize(actor, "settings.change", {})
    const { id } = requireMember(actor)
    const after = { ...words, by: id, updatedAt: nowIso(), version: version + 1 }
    await commit([
      putWatchedWords(after, () => new ForumError("conflict", "settings-changed")),
      // Which words they are is for who may change them: the log is read by more.
      await told(actor, aboutForum("watched words", t("trust.words")), { act: "setting-changed" }),
    ])
    await forget(NAME)
    return after
  })
  return changed.version
}

type Finders = Record<WordAct, WordFinder>

function finders(): Promise<Finders> {
  return remembered(NAME, async () => {
    const words = await getWatchedWords()
    const made = WORD_ACTS.map((act) => [act, finderOf(words?.[act] ?? [])])
    return Object.fromEntries(made) as Finders
  })
}

/** Something that somebody wrote, and the field of the form it stands in. */
export type Said = { field: string; text: string }
/** Watched words because of which it has to wait, and because of which staff look at it. */
export type Verdict = { hold: string[]; flag: string[] }

/**
 * Looks for watched words in what a member writes. Staff may say what they watch for.
 * @param atOnce where nothing can wait: what would have to is refused as well
 * @param before what stood there already: only what is new counts
 * @throws ForumError invalid/watched-word with the field it stands in
 */
export async function judged(
  member: Member,
  said: Said[],
  { atOnce = false, before = async () => [] }: { atOnce?: boolean; before?: () => Promise<string[]> } = {},
): Promise<Verdict> {
  if (isStaff(member)) return { hold: [], flag: [] }
  const finder = await finders()
  let known: Promise<string[]> | undefined
  const hits = async (act: WordAct): Promise<{ word: string; field: string }[]> => {
    const all = said.flatMap(({ field, text }) => finder[act].in(text).map((word) => ({ word, field })))
    if (all.length === 0) return all
    known ??= before()
    const old = new Set((await known).flatMap((text) => finder[act].in(text)))
    return all.filter(({ word }) => !old.has(word))
  }
  const hold = await hits("hold")
  const [no] = [...(await hits("block")), ...(atOnce ? hold : [])]
  if (no) throw refused(no.field, no.word)
  const words = (all: { word: string }[]): string[] => [...new Set(all.map(({ word }) => word))]
  return { hold: words(hold), flag: words(await hits("flag")) }
}

/** A text as it was typed and as it is read: what markup hides in the one stands in the other. */
export function saidIn(source: string, html: string): Said[] {
  return [source, textFromHtml(html)].map((text) => ({ field: "body", text }))
}

/** Words in a name because of which staff look at it. */
export async function flagsInName(name: string): Promise<string[]> {
  return (await finders()).flag.in(name)
}

/**
 * The same of a name, which cannot be covered either. @param member absent: who is about to become one
 * @returns words because of which staff look at it @throws ForumError invalid/watched-word
 */
export async function judgedName(name: string, member?: Member): Promise<string[]> {
  if (member && isStaff(member)) return []
  const finder = await finders()
  const [word] = [...finder.block.in(name), ...finder.hold.in(name), ...finder.censor.in(name)]
  if (word) throw refused("name", word)
  return finder.flag.in(name)
}

/** The text as others read it: words that are to be covered are. */
export async function covered(text: string): Promise<string> {
  return (await finders()).censor.covered(text)
}

/** The same of HTML that `render` made. */
export async function coveredHtml(html: string): Promise<string> {
  return (await finders()).censor.coveredHtml(html)
}

/** What a topic is called in the form that edits it: as it was typed, unless it was changed since in another way. */
export async function typedTitle(title: string, revision: { title?: string } | undefined): Promise<string> {
  const typed = revision?.title
  return typed !== undefined && (await covered(typed)) === title ? typed : title
}

function refused(field: string, word: string): ForumError {
  return new ForumError("invalid", "watched-word", { field, message: t("trust.word-refused", { word }) })
}
