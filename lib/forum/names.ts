/** Names of members: which are allowed, and which look alike. */
import { z } from "zod"
import { chance } from "#lib/base/clock.ts"
import { t } from "#lib/words/t.ts"
import { LOOKALIKES } from "./lookalikes.ts"

const MIN_LENGTH = 3
const MAX_LENGTH = 20
/** What people see as one character may be several; twice as many leave room for every living script. */
const MAX_CODE_POINTS = 40
/** Writing systems need three; more is a tower of accents that runs into the lines above. */
const MAX_MARKS = 3

/** Dot, hyphen and underscore are told apart by nobody who looks for a member. */
const SEPARATORS = new Map([
  [".", "-"],
  ["_", "-"],
])

/** What two look-alike names share, and so what is unique: folded case, width and confusable letters. */
export function skeletonOf(name: string): string {
  const letters = folded(name).normalize("NFD")
  return Array.from(letters, (letter) => LOOKALIKES.get(letter) ?? SEPARATORS.get(letter) ?? letter)
    .join("")
    .normalize("NFC")
}

/** Whether both are the same name, case and width aside. Look-alikes are not. */
export function isSameName(a: string, b: string): boolean {
  return folded(a) === folded(b)
}

/** A name that a person chooses; given back in its normal form, as it is kept and shown. */
export const Name = z
  .string({ error: () => t("inputs.name-choose") })
  .trim()
  .transform((name) => name.normalize("NFKC"))
  .superRefine((name, context) => {
    const message = objectionTo(name)
    if (message) context.addIssue({ code: "custom", message })
  })

/**
 * The name nearest to `wish` that keeps the rules: what another service calls somebody is only a proposal.
 * @param n above 1 to get the next one, when that is taken
 */
export function nameFrom(wish: string, n = 1): string {
  const letters = wish
    .normalize("NFKC")
    .trim()
    .replace(/\s+/g, "_")
    .replace(/[^\p{L}\p{N}\p{M}._-]|\p{DI}/gu, "")
    .replace(/([._-])[._-]+/g, "$1")
  const tail = n > 1 ? String(n) : ""
  const short = Array.from(letters)
    .slice(0, MAX_LENGTH - tail.length)
    .join("")
  const name = `${short.replace(/^[._\-\p{M}]+|[._-]+$/gu, "")}${tail}`
  if (name && !objectionTo(name)) return name
  return `member${Math.floor(chance() * 1e9)}`
}

/** Why nobody may call themselves that, or undefined. */
function objectionTo(name: string): string | undefined {
  const length = [...new Intl.Segmenter("en").segment(name)].length
  if (length < MIN_LENGTH) return t("inputs.name-short", { min: MIN_LENGTH })
  if (length > MAX_LENGTH || [...name].length > MAX_CODE_POINTS)
    return t("inputs.name-long", { max: MAX_LENGTH })
  if (/\p{DI}|[^\p{L}\p{N}\p{M}._-]/u.test(name)) return t("inputs.name-letters")
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*([._-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u.test(name))
    return t("inputs.name-ends")
  if (new RegExp(`\\p{M}{${MAX_MARKS + 1}}`, "u").test(name.normalize("NFD"))) return t("inputs.name-accents")
  if (scriptsThatLookAlike(name) > 1) return t("inputs.name-mixed")
  return isStaffLike(name) ? t("inputs.name-staff") : undefined
}

/** Their letters imitate each other; in a name of one script they are only letters. */
const IMITATING = [
  "Latin",
  "Greek",
  "Cyrillic",
  "Armenian",
  "Cherokee",
  "Coptic",
  "Lisu",
  "Deseret",
  "Canadian_Aboriginal",
]
const IMITATING_SCRIPTS = IMITATING.map((script) => new RegExp(`\\p{Script=${script}}`, "u"))

function scriptsThatLookAlike(name: string): number {
  return IMITATING_SCRIPTS.filter((script) => script.test(name)).length
}

/** As a whole name, also with digits after it. */
const STAFF_NAMES = [
  ...["admin", "admins", "administrator", "administration", "moderator", "moderators", "moderation", "mod"],
  ...[
    "mods",
    "owner",
    "staff",
    "team",
    "system",
    "support",
    "help",
    "helpdesk",
    "root",
    "official",
    "security",
  ],
  ...["stoa", "forum", "everyone", "anonymous", "guest", "moderatorin", "sysop", "sysadmin", "webmaster"],
  ...["postmaster", "hostmaster", "abuse", "noreply", "bot", "null", "undefined", "deleted", "here", "all"],
]
/** Also as one word among others: nobody is called that, and "forum-admin" is what a swindler picks. */
const STAFF_WORDS = ["admin", "administrator", "moderator", "staff", "sysop", "sysadmin", "webmaster", "stoa"]

const bare = (name: string): string => skeletonOf(name).replaceAll("-", "")
const STAFF_SKELETONS = new Set(STAFF_NAMES.map(bare))
const STAFF_WORD_SKELETONS = new Set(STAFF_WORDS.map(bare))

function isStaffLike(name: string): boolean {
  const withoutDigits = name.replace(/^[\p{N}._-]+|[\p{N}._-]+$/gu, "")
  if (STAFF_SKELETONS.has(bare(name)) || STAFF_SKELETONS.has(bare(withoutDigits))) return true
  // "AdminJoe" and "admin_joe" are read the same.
  const words = name.replace(/(\p{Ll})(\p{Lu})/gu, "$1-$2").split(/[._-]/)
  return words.some((word) => STAFF_WORD_SKELETONS.has(bare(word.replace(/^\p{N}+|\p{N}+$/gu, ""))))
}

/** A name without capitals: names that are the same so are the same. "İ" becomes an i with one dot; everybody reads one. */
export function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().replaceAll("i\u0307", "i").normalize("NFKC")
}
