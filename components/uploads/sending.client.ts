/** Sends a file and tells how far it is, which fetch cannot. */
import { uploadsApiPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

const MAX_BYTES = 10 * 2 ** 20

type Told = {
  progress: (sent: number) => void
  done: (made: { path: string; stilled: boolean }) => void
  failed: (message: string) => void
}

/** @returns what stops it; nothing when it was refused before it was sent */
export function send(file: File, told: Told): (() => void) | undefined {
  // The server says the same, after ten megabytes.
  if (file.size > MAX_BYTES) {
    told.failed(t("uploads.too-large"))
    return undefined
  }
  const request = new XMLHttpRequest()
  request.open("POST", uploadsApiPath())
  request.setRequestHeader("Content-Type", "application/octet-stream")
  request.responseType = "json"
  request.upload.onprogress = ({ loaded, total }) => told.progress(total > 0 ? loaded / total : 0)
  request.onerror = () => told.failed(t("uploads.no-answer"))
  request.onload = () => {
    const answer = request.response
    if (request.status === 200 && answer?.path) told.done(answer)
    else told.failed(answer?.message ?? t("uploads.no-answer"))
  }
  request.send(file)
  return () => request.abort()
}
