import { describe, expect, test } from "vitest"
import inline from "./inline.mjs"

const built = (source: string, locale = "en") =>
  inline.call({ getOptions: () => ({ locale }), addDependency: () => undefined }, source)

describe("what the build puts into the browser's files", () => {
  test("is the words where a key stood, and what fills them where they need values", () => {
    expect(built(`<p title={t("shell.skip")}>{t(\n  "shell.search",\n)}</p>`)).toBe(
      `<p title={"Skip to content"}>{"Search"}</p>`,
    )
    expect(built(`t("shell.wrong.number", { number })`)).toBe(
      `t(["Name this number when you tell somebody: ",["number"],"."], { number })`,
    )
  })

  test("is in the language of the forum", () => {
    expect(built(`t("shell.skip")`, "ar-XB")).toContain("\u202eSkip\u202c")
  })

  test("stops the build where there is no such message", () => {
    expect(() => built(`t("shell.nowhere")`)).toThrow("shell.nowhere")
  })
})
