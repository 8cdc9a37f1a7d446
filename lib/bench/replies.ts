/** Replies as a browser without a script sends them: the form's page once, then the form again and again. */

import { Agent, request } from "node:http"

export type Writer = { cookie: string; page: string }

const agent = new Agent({ keepAlive: true })
const BOUNDARY = "----stoa-bench"

type Form = { url: string; fields: [name: string, value: string][] }

/** Sends replies until `until` (milliseconds since 1970), one writer after its own last. @returns latencies in ms */
export async function sendReplies(origin: string, writers: Writer[], until: number): Promise<number[]> {
  const latencies: number[] = []
  await Promise.all(
    writers.map(async (writer) => {
      const form = await readForm(origin, writer)
      while (Date.now() < until) {
        const start = performance.now()
        const key = crypto.randomUUID()
        // Without a script the same words are the same reply.
        await sendReply(form, writer, { key, body: `${BODY} ${key}` })
        latencies.push(performance.now() - start)
      }
    }),
  )
  return latencies
}

/** The reply form of a page, as a browser without a script has it. */
export async function readForm(origin: string, { page, cookie }: Writer): Promise<Form> {
  const answer = await fetch(origin + page, { headers: { cookie } })
  const html = await answer.text()
  const form = /<form[^>]*>(?:(?!<\/form>)[\s\S])*name="body"[\s\S]*?<\/form>/.exec(html)?.[0]
  if (!form) throw new Error(`${page} answered ${answer.status} without a reply form.`)
  const inputs = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => input)
  return {
    url: answer.url,
    fields: inputs.map((input) => [attribute(input, "name"), attribute(input, "value")]),
  }
}

/**
 * Sends a form with a key and a text. Written out by hand: a generator that costs as much as the server would
 * measure itself. @returns the address that one is led to
 */
export async function sendReply(
  form: Form,
  { cookie }: Writer,
  { key, body }: { key: string; body: string },
): Promise<string> {
  const fields = form.fields.map(([name, value]) => [name, name === "form" ? key : value])
  const parts = [...fields, ["body", body]].map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const headers = {
    cookie,
    origin: new URL(form.url).origin,
    "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
  }
  const { status, location } = await post(form.url, headers, `${parts.join("")}--${BOUNDARY}--\r\n`)
  if (status !== 303 || !location) throw new Error(`A reply was answered with ${status} in place of 303.`)
  return location
}

function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status?: number; location?: string }> {
  return new Promise((done, fail) => {
    const sent = request(url, { method: "POST", headers, agent }, (answer) => {
      const { statusCode: status, headers } = answer
      answer.resume().on("end", () => done({ status, location: headers.location }))
    })
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // A server may let go of a connection that had nothing to do in the very moment in which it gets something.
      const isStale = sent.reusedSocket && error.code === "ECONNRESET"
      if (isStale) done(post(url, headers, body))
      else fail(error)
    })
    sent.end(body)
  })
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ""
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
}

/** About what people write: two paragraphs, some marks, 600 characters. */
const BODY = `I tried it on **both** boards, and it holds. ${"The trick is to let it dry before the second coat goes on. ".repeat(4)}

- first the seams,
- then the rest.

${"Mind the temperature: below ten degrees nothing sets, whatever the tin says. ".repeat(3)}`
