/** Keeps the text of one form on the server while one types: now and then, one save after the other, and never over what it does not know. */
import { draftApiPath } from "#lib/web/paths.ts"
import { type Fields, isBlank } from "./fields.client.ts"

export type ServerDraft = { fields: Fields; mark: string; updatedAt: string }

/** What became of the text so far. */
export type Kept =
  | { how: "not-yet" }
  | { how: "saved"; at: string }
  /** In this browser only: why, in a sentence where the server says one. */
  | { how: "offline" }
  | { how: "signed-out" }
  | { how: "refused"; message: string }
  /** Another text is there: nothing is saved before somebody has decided. */
  | { how: "elsewhere" }

/** People pause so long between thoughts. */
const AFTER = 1_500
/** Who does not pause is saved all the same. */
const AT_MOST = 6_000
const FIRST_RETRY = 3_000
const LAST_RETRY = 60_000

export type Keeper = ReturnType<typeof keeper>

export function keeper({
  place,
  writer,
  form,
  read,
  tell,
  found,
}: {
  place: string
  /** Names this form as long as it is open. */
  writer: string
  /** The key with which it will be sent, where it has one. */
  form?: string
  /** What is in the form just now. */
  read: () => Fields
  tell: (kept: Kept) => void
  /** There is another text. */
  found: (other: ServerDraft) => void
}) {
  let mark: string | undefined
  let turn = Date.now()
  /** The last save that the server has confirmed. */
  let confirmed = turn
  let unsavedSince = 0
  let failures = 0
  let holdUntil = 0
  let isBusy = false
  let isHeld = false
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), Math.max(ms, holdUntil - Date.now(), 0))
  }

  async function save({ leaving = false } = {}): Promise<void> {
    clearTimeout(timer)
    if (!unsavedSince || isHeld || isOver || (isBusy && !leaving)) return
    isBusy = true
    const since = unsavedSince
    unsavedSince = 0
    if (!(await saved(read(), leaving))) unsavedSince ||= since
    isBusy = false
    if (unsavedSince && failures > 0) plan(Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (failures - 1)))
    else if (unsavedSince) plan(AFTER)
  }

  /** @returns whether nothing is left to do */
  async function saved(fields: Fields, keepalive: boolean): Promise<boolean> {
    try {
      if (isBlank(fields)) return await emptied()
      const own = ++turn
      const answer = await send("PUT", { fields, writer, form, turn: own, mark }, keepalive)
      const said = await answer.json().catch(() => ({}))
      if (isOver) return true
      return answer.ok ? isSaved(said, own) : refused(answer, said)
    } catch {
      failures++
      tell({ how: "offline" })
      return false
    }
  }

  function isSaved(said: ServerDraft, own: number): boolean {
    failures = 0
    confirmed = Math.max(confirmed, own)
    mark = said.mark
    tell({ how: "saved", at: said.updatedAt })
    return true
  }

  function refused(
    { status }: Response,
    said: { code?: string; message?: string; retryAfter?: number; draft?: ServerDraft },
  ): boolean {
    if (said.code === "draft-elsewhere" && said.draft) {
      isHeld = true
      tell({ how: "elsewhere" })
      found(said.draft)
      return false
    }
    // Sent or thrown away elsewhere, and somebody writes on here: then it is a new one.
    if (said.code === "draft-gone") {
      const wasKnown = mark !== undefined
      mark = undefined
      return !wasKnown
    }
    failures++
    holdUntil = Date.now() + (said.retryAfter ?? 0) * 1000
    if (status === 401) tell({ how: "signed-out" })
    else if (status >= 500 || !said.message) tell({ how: "offline" })
    else tell({ how: "refused", message: said.message })
    return false
  }

  /** All of it was taken out again: so it is thrown away, and can be brought back from the list of drafts. */
  async function emptied(): Promise<boolean> {
    if (mark) await send("DELETE", { mark })
    mark = undefined
    confirmed = turn
    tell({ how: "not-yet" })
    return true
  }

  function send(method: string, body: object, keepalive = false): Promise<Response> {
    return fetch(draftApiPath(place), {
      method,
      keepalive,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
  }

  return {
    mark: () => mark,
    /** There is something new to save. */
    typed(): void {
      unsavedSince ||= Date.now()
      if (!isBusy && !isHeld && !isOver) plan(Math.min(AFTER, unsavedSince + AT_MOST - Date.now()))
    },
    /** The page goes, or is out of sight. */
    leave: () => save({ leaving: true }),
    hasUnsaved: () => unsavedSince > 0 || confirmed < turn,
    /** What is there is known now, and may be replaced. */
    know(next: string | undefined): void {
      mark = next
      isHeld = false
    },
    /** Saves nothing until somebody has decided between two texts. */
    hold(): void {
      isHeld = true
      tell({ how: "elsewhere" })
    },
    /** The server's draft; undefined where there is none, or no answer. */
    async look(): Promise<ServerDraft | undefined> {
      try {
        const answer = await fetch(draftApiPath(place))
        return answer.ok ? ((await answer.json()).draft ?? undefined) : undefined
      } catch {
        return undefined
      }
    },
    /** @returns how to bring it back, where it was on the server */
    async discard(): Promise<(() => Promise<void>) | undefined> {
      clearTimeout(timer)
      unsavedSince = 0
      confirmed = turn
      const thrown = mark
      mark = undefined
      tell({ how: "not-yet" })
      if (!thrown) return undefined
      await send("DELETE", { mark: thrown }).catch(() => undefined)
      return async () => {
        await send("POST", { mark: thrown }).catch(() => undefined)
        mark = thrown
      }
    },
    /** It was sent: whatever is on its way says nothing any more. */
    end(): void {
      clearTimeout(timer)
      isOver = true
    },
  }
}
