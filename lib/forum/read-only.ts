/** While the forum is read only, say for maintenance, nobody writes but who can open it again. */
import { ForumError } from "#lib/base/errors.ts"
import { t } from "#lib/words/t.ts"
import { can, type Refusal } from "./access.ts"
import type { Actor } from "./actor.ts"
import { settings } from "./settings.ts"

/** Whether this actor may write nothing for the moment. It follows the setting within seconds. */
export async function isReadOnlyFor(actor: Actor): Promise<boolean> {
  return (await settings())["read-only"] && !can(actor, "settings.change", {})
}

/** Why the actor may not write now: before they begin to. */
export async function readOnlyRefusal(actor: Actor): Promise<Refusal | undefined> {
  if (!(await isReadOnlyFor(actor))) return undefined
  return { kind: "forbidden", code: "read-only", message: t("shell.read-only-form") }
}

/** Asked wherever a form or a request may write. @throws ForumError forbidden/read-only */
export async function requireOpen(actor: Actor): Promise<void> {
  if (await isReadOnlyFor(actor)) throw new ForumError("forbidden", "read-only")
}
