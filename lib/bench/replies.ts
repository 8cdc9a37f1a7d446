/** Replies as a browser without a script sends them: the form's page once, then the form again and again. */

export type Writer = { cookie: string; page: string }

type Form = { url: string; fields: [name: string, value: string][] }

/** Sends replies until `until` (milliseconds since 1970), one writer after its own last. @returns latencies in ms */
export async function sendReplies(origin: string, writers: Writer[], until: number): Promise<number[]> {
  const latencies: number[] = []
  await Promise.all(
    writers.map(async (writer) => {
      const form = await readForm(origin, writer)
      while (Date.now() < until) {
        const start = performance.now()
        await send(form, writer)
        latencies.push(performance.now() - start)
      }
    }),
  )
  return latencies
}

async function readForm(origin: string, { page, cookie }: Writer): Promise<Form> {
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

async function send(form: Form, { cookie }: Writer): Promise<void> {
  const data = new FormData()
  for (const [name, value] of form.fields) data.append(name, name === "form" ? crypto.randomUUID() : value)
  data.append("body", BODY)
  const origin = new URL(form.url).origin
  const answer = await fetch(form.url, {
    method: "POST",
    body: data,
    redirect: "manual",
    headers: { cookie, origin },
  })
  await answer.arrayBuffer()
  if (answer.status !== 303) throw new Error(`A reply was answered with ${answer.status} in place of 303.`)
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
