/** Sends a file and tells how far it is, which fetch cannot. */
import { uploadsApiPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

const MAX_BYTES = 10 * 2 ** 20
/** What is larger may have to be sent elsewhere: whoever serves the forum may not take it at once. */
const MAX_HERE = 4 * 2 ** 20

type Made = { path: string; stilled: boolean }
type Told = {
  progress: (sent: number) => void
  done: (made: Made) => void
  failed: (message: string) => void
}
type Answer = { status: number; body?: Partial<Made> & { message?: string } }
type Place = { id: string; url: string; fields: Record<string, string> }

/** @returns what stops it; nothing when it was refused before it was sent */
export function send(file: File, told: Told): (() => void) | undefined {
  // The server says the same, after ten megabytes.
  if (file.size > MAX_BYTES) {
    told.failed(t("uploads.too-large"))
    return undefined
  }
  const stopping = new AbortController()
  const { signal } = stopping
  const sending = file.size > MAX_HERE ? sendLarge(file, told, signal) : sendHere(file, told, signal)
  sending.then(
    ({ status, body }) => {
      if (status === 200 && body?.path) told.done(body as Made)
      else told.failed(body?.message ?? t("uploads.no-answer"))
    },
    () => signal.aborted || told.failed(t("uploads.no-answer")),
  )
  return () => stopping.abort()
}

const sendHere = (file: File, told: Told, signal: AbortSignal): Promise<Answer> =>
  post(uploadsApiPath(), file, told, signal)

/** Asks where to; from there it is fetched by the forum. */
async function sendLarge(file: File, told: Told, signal: AbortSignal): Promise<Answer> {
  const asked = await ask({ place: true }, signal)
  if (asked.status === 204) return sendHere(file, told, signal)
  if (asked.status !== 200) return asked
  const { id, url, fields } = asked.body as unknown as Place
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append("file", file)
  const { status } = await post(url, form, told, signal)
  return status >= 200 && status < 300 ? ask({ incoming: id }, signal) : { status }
}

async function ask(what: object, signal: AbortSignal): Promise<Answer> {
  const headers = { "Content-Type": "application/json" }
  const answer = await fetch(uploadsApiPath(), {
    method: "POST",
    headers,
    body: JSON.stringify(what),
    signal,
  })
  return { status: answer.status, body: await answer.json().catch(() => undefined) }
}

function post(url: string, body: File | FormData, { progress }: Told, signal: AbortSignal): Promise<Answer> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open("POST", url)
    if (body instanceof File) request.setRequestHeader("Content-Type", "application/octet-stream")
    request.responseType = "json"
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.onerror = failed
    request.onabort = failed
    request.onload = () => done({ status: request.status, body: request.response ?? undefined })
    signal.addEventListener("abort", () => request.abort())
    request.send(body)
  })
}
