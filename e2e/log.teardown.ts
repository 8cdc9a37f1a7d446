/** After all: nothing that the tests did made the forum stumble without anybody seeing it. */
import { printed } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"

/** What a forum prints that is well. */
const EXPECTED = [
  /^$/,
  /^Mail is in /,
  /^(Filling|It has|The forum runs|While nobody|\s+\d+ %|\s*http\S+\/register\?owner=)/,
  /^> stoa@|^> node |^npm warn /,
]

test("the forum has logged no error", () => {
  const errors = printed()
    .split("\n")
    .filter((line) => /error|unhandled|exception|warn|^\s+at /i.test(line))
    .filter((line) => !EXPECTED.some((pattern) => pattern.test(line)))
  expect(errors, "lines of the log that tell of an error").toEqual([])
})
