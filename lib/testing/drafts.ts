/** Forms that keep what is typed into them. */
import { randomUUID } from "node:crypto"
import type { Draft } from "#lib/db/items/drafts.ts"
import type { Member } from "#lib/forum/actor.ts"
import { type DraftPlace, keepDraft } from "#lib/forum/drafts.ts"

type Window = {
  form: { writer: string; turn: number; mark: string | undefined }
  type(body: string, more?: Record<string, string>): Promise<Draft>
}

/** A form in a window: it knows the draft it saved last. */
export function aWindow(member: Member, place: DraftPlace, mark?: string): Window {
  const form = { writer: randomUUID(), turn: 0, mark }
  return {
    form,
    async type(body: string, more: Record<string, string> = {}) {
      form.turn++
      const { writer, turn, mark } = form
      const fields = { body, ...more }
      const draft = await keepDraft(member, { place, fields, writer, turn, mark, form: writer })
      form.mark = draft.mark
      return draft
    },
  }
}
