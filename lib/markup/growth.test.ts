/**
 * What a text costs grows with its length and not with its square: nobody can hold up the forum with a long post, and
 * none that can be written takes long. performance.test.ts holds that for what comes by import.
 */
import { describe, expect, test } from "vitest"
import { wantedOf } from "#lib/search/analyse.ts"
import { snippetOf } from "#lib/search/snippets.ts"
import { HTML_TEXTS, LONG_TEXTS } from "#lib/testing/long-texts.ts"
import { processorTime } from "#lib/testing/processor-time.ts"
import { changesBetween, mergedText } from "./changes.ts"
import { beginningOf, textFromHtml } from "./excerpt.ts"
import { fromDiscourse } from "./from-discourse.ts"
import { fromHtml } from "./from-html.ts"
import { mentionCandidates, render, topicLinkCandidates } from "./render.ts"
import { sanitise } from "./sanitise.ts"

const [SMALL, LARGE] = [4_000, 32_000]
/** Eight times the text: eight times the time, and room for a busy machine. Its square would be 64 times. */
const MOST = 40
/** What takes less than that is quick, whatever it is compared with. */
const QUICK = 25
/** For the longest text that can be written, on a slow machine that does other things; most take a tenth. */
const IN_TIME = 1_000

const WANTED = wantedOf("a x quote")

const WORK: Record<string, (text: string) => unknown> = {
  "is rendered": (text) => render(text, { postId: "01x" }),
  "is imported": (text) => fromDiscourse(text, "<p>x</p>"),
  "is looked through for names and topics": (text) => [
    mentionCandidates(text),
    topicLinkCandidates(text, "http://localhost:3000"),
  ],
  "is compared with another version": (text) =>
    changesBetween(
      text,
      text.replaceAll(/[a-z]/g, (letter) => (letter === "a" ? "b" : letter)),
    ),
  "is put together of two versions": (text) => mergedText(text, `one\n${text}`, `${text}\nother`),
  "is found": (text) => snippetOf(text, WANTED, ["english"]),
}

const HTML_WORK: Record<string, (html: string) => unknown> = {
  "is made into Markdown": fromHtml,
  "is made clean": sanitise,
  "is cut to its beginning": (html) => [textFromHtml(html), beginningOf(html)],
}

describe.each(Object.entries(WORK))("what %s", (_what, work) => {
  test.each(Object.entries(LONG_TEXTS))("costs no more than its length: %s", (_name, make) =>
    grows(work, make),
  )
})

describe.each(Object.entries(HTML_WORK))("HTML that %s", (_what, work) => {
  test.each(Object.entries(HTML_TEXTS))("costs no more than its length: %s", (_name, make) =>
    grows(work, make),
  )
})

/** Once is enough where it is well; a busy machine is asked twice more before it counts. */
function grows(work: (text: string) => unknown, make: (size: number) => string): void {
  const [small, large] = [make(SMALL), make(LARGE)]
  work(small)
  let [short, long] = [processorTime(() => work(small)), processorTime(() => work(large))]
  for (let again = 0; again < 2 && long > QUICK && (long / short >= MOST || long >= IN_TIME); again++) {
    short = Math.min(
      short,
      processorTime(() => work(small)),
    )
    long = Math.min(
      long,
      processorTime(() => work(large)),
    )
  }
  // A clock that counts in ticks may see nothing of what is short: that counts as a millisecond, and long is then less than MOST.
  if (long > QUICK) expect(long / Math.max(short, 1)).toBeLessThan(MOST)
  expect(long).toBeLessThan(IN_TIME)
}
