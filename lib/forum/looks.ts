/** How the forum looks: its name, its logo, its colours, a style sheet of its own (ADR 0285). */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { LogoFile, Look } from "#lib/db/items/site.ts"
import { eventsOfCase } from "#lib/db/patterns/cases.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putLook } from "#lib/db/writes/site.ts"
import { makeLogo } from "#lib/uploads/pictures.ts"
import { filesIn } from "#lib/uploads/store.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import type { Actor } from "./actor.ts"
import { aboutForum, differing, told } from "./administering.ts"
import { caseIdOf } from "./cases.ts"
import { clean } from "./cleaning.ts"
import { accentOf } from "./look-colors.ts"
import { cleanCss } from "./own-css.ts"
import { forgetLook } from "./present-look.ts"
import { beginUpload } from "./uploads.ts"

const MAX_NAME = 60

const version = z.coerce.number().int().min(0)
const box = z.literal("on").optional()

export const ForumNameInput = z.object({
  version,
  name: z
    .string()
    .transform((typed) => clean(typed).replace(/\s+/g, " ").trim())
    .refine((typed) => typed.length <= MAX_NAME, { error: () => t("look.name-long", { max: MAX_NAME }) }),
})
export const ColorsInput = z.object({
  version,
  light: z.string().max(20),
  dark: z.string().max(20),
  /** `reset`: those that come with the forum. */
  intent: z.string().optional(),
})
export const CssInput = z.object({ version, css: z.string().max(200_000), on: box })
export const LogoInput = z.object({
  version,
  image: z.unknown().optional(),
  dark: z.unknown().optional(),
  alt: z
    .string()
    .max(1000)
    .transform((typed) => clean(typed).replace(/\s+/g, " ").trim().slice(0, 200)),
  beside: box,
  /** `remove`: no logo. */
  intent: z.string().optional(),
})
export const LookUndoInput = z.object({ event: z.coerce.number().int().min(1).max(99_999_999) })

export const aboutLook = () => aboutForum("look", t("look.title"))

type Shape = Omit<Look, "updatedAt" | "version">

/** What is told of a change: the style sheet as it was typed, what was made of it follows. */
const TOLD: readonly (keyof Shape)[] = [
  ...(["name", "light", "dark", "logo", "logoDark", "logoAlt", "nameBeside", "css", "cssOff"] as const),
]

/** @throws ForumError unauthenticated, forbidden, invalid, conflict with what is there now */
export function nameForum(actor: Actor, input: z.output<typeof ForumNameInput>): Promise<Look> {
  return change(actor, input.version, { name: input.name || undefined })
}

/** @throws ForumError unauthenticated, forbidden, conflict; invalid where a colour cannot be read well */
export async function colorForum(actor: Actor, input: z.output<typeof ColorsInput>): Promise<Look> {
  authorize(actor, "settings.change", {})
  const { light, dark, intent, version } = input
  const colors = intent === "reset" ? {} : { light: accentOf("light", light), dark: accentOf("dark", dark) }
  return change(actor, version, { light: undefined, dark: undefined, ...colors })
}

/** @throws ForumError unauthenticated, forbidden, conflict; invalid with the line that is not taken */
export async function styleForum(actor: Actor, input: z.output<typeof CssInput>): Promise<Look> {
  authorize(actor, "settings.change", {})
  const css = input.css.replaceAll("\r\n", "\n")
  return change(actor, input.version, styled(css, !input.on))
}

const styled = (css: string, isOff: boolean): Partial<Shape> => ({
  css: css.trim() === "" ? undefined : css,
  cleanCss: cleanCss(css) || undefined,
  cssOff: isOff || undefined,
})

/**
 * Gives the forum a logo, or changes how it is shown: files that are not sent stay.
 * @throws ForumError unauthenticated, forbidden, conflict, limited; invalid with `field` image or dark
 */
export async function markForum(actor: Actor, input: z.output<typeof LogoInput>): Promise<Look> {
  authorize(actor, "settings.change", {})
  if (input.intent === "remove")
    return change(actor, input.version, {
      ...{ logo: undefined, logoDark: undefined, logoAlt: undefined, nameBeside: undefined },
    })
  const [logo, logoDark] = [
    await fileOf(actor, input.image, "image"),
    await fileOf(actor, input.dark, "dark"),
  ]
  if (!logo && !(await getLook())?.logo) throw new ForumError("invalid", "upload-empty", { field: "image" })
  return change(actor, input.version, {
    ...(logo && { logo }),
    ...(logoDark && { logoDark }),
    ...{ logoAlt: input.alt || undefined, nameBeside: input.beside ? true : undefined },
  })
}

async function fileOf(actor: Actor, sent: unknown, field: string): Promise<LogoFile | undefined> {
  if (!(sent instanceof File) || sent.size === 0) return undefined
  try {
    await beginUpload(actor)
    const { file, width, height } = await makeLogo(new Uint8Array(await sent.arrayBuffer()))
    const version = newId()
    // Before the item, which never leads to what is not there yet. It stays when there is another: for who takes that back.
    await filesIn.logo(version).put([file])
    return { version, width, height }
  } catch (error) {
    if (error instanceof ForumError) error.details.field = field
    throw error
  }
}

/** Puts back what a change made otherwise, while nothing of it was changed again. @throws ForumError forbidden, conflict */
export async function undoLook(actor: Actor, { event }: z.output<typeof LookUndoInput>): Promise<Look> {
  authorize(actor, "settings.change", {})
  const now = await getLook()
  const { items } = await eventsOfCase(caseIdOf(aboutLook()), event - 1)
  const [done] = items
  if (!now || done?.type !== "administered" || !isLookStill(now, done.before, done.after))
    throw new ForumError("conflict", "not-undoable")
  const names = Object.keys({ ...done.before, ...done.after })
  const before = Object.fromEntries(names.map((name) => [name, done.before?.[name]])) as Partial<Shape>
  const isCss = "css" in before
  const css = isCss ? { cleanCss: before.css ? cleanCss(before.css) : undefined } : {}
  return change(actor, now.version, { ...before, ...css })
}

/** Whether all that a change made so is so now. */
export function isLookStill(
  now: Look,
  before: Record<string, unknown> = {},
  after: Record<string, unknown> = {},
): boolean {
  return Object.keys({ ...before, ...after }).every(
    (name) => inOrder(now[name as keyof Look]) === inOrder(after[name]),
  )
}

/** As text, whatever the order in which the table gives the parts of a logo. */
function inOrder(value: unknown): string {
  return JSON.stringify(value && typeof value === "object" ? Object.entries(value).sort() : value) ?? ""
}

function change(actor: Actor, version: number, wanted: Partial<Shape>): Promise<Look> {
  return untilSettled(async () => {
    authorize(actor, "settings.change", {})
    const before = await getLook()
    const present = before?.version ?? 0
    // Whoever was slower is told, and saves over it when that is meant.
    const meanwhile = () => new ForumError("conflict", "changed-meanwhile", { version: present, now: {} })
    if (version !== present) throw meanwhile()
    const after: Look = { ...before, ...wanted, updatedAt: nowIso(), version: present + 1 }
    const changed = differing<Partial<Look>>(before ?? {}, after, TOLD)
    if (!changed) return before ?? after
    await commit([
      putLook(after, meanwhile),
      await told(actor, aboutLook(), { act: "look-changed", ...changed }),
    ])
    await forgetLook()
    return after
  })
}
