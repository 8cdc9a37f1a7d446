import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import { newMark, seal, withoutMark } from "./seal.ts"

const hash = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`
const mark = newMark()
const own = (script: string): string => `<script nonce="${mark}">${script}</script>`

describe("a page that is kept", () => {
  test("names the scripts that bear the mark, and bears it no more", () => {
    const data = `self.push("{\\"nonce\\":\\"${mark}\\"}")`
    const page = `<link nonce="${mark}" href="a.css"/><script src="/a.js" nonce="${mark}" async=""></script>${own("one()")}<p>Tides</p>${own(data)}`
    const { text, policy } = seal(page, mark)
    expect(text).not.toContain(mark)
    expect(text).toContain('<link href="a.css"/><script src="/a.js" async=""></script><script>one()</script>')
    const scripts = Array.from(text.matchAll(/<script>(.+?)<\/script>/g), ([, script]) => hash(script!))
    expect(scripts).toHaveLength(2)
    for (const script of scripts) expect(policy).toContain(script)
    expect(policy.match(/'sha256-/g)).toHaveLength(3) // and the one of every page
    expect(policy).not.toMatch(/unsafe|nonce-/)
  })

  test("names no script that came in by a post, whatever it pretends", () => {
    const evil = "alert(1)"
    for (const injected of [
      `<script>${evil}</script>`,
      `<script nonce="">${evil}</script>`,
      `<script nonce="${newMark()}">${evil}</script>`,
      `<script nonce="${"0".repeat(24)}">${evil}</script>`,
      `<script data-x='<script nonce='>${evil}</script>`,
      `<script >${evil}</script><script data-a=`,
      `<script>${evil}//`,
      `<!--<script>${evil}</script>`,
    ]) {
      const { policy } = seal(`${own("one()")}${injected}${own("two()")}`, mark)
      expect(policy, injected).not.toContain(hash(evil))
      const named = policy.match(/'sha256-[^']+'/g)!
      expect(named.filter((name) => ![hash("one()"), hash("two()")].includes(name))).toHaveLength(1)
    }
  })

  test("says the same with another mark: what is not changed is not sent again", () => {
    const other = newMark()
    const page = `${own("one()")}${own(`f("${mark}")`)}`
    expect(seal(page.replaceAll(mark, other), other)).toEqual(seal(page, mark))
  })

  test("keeps its lengths where the router reads them", () => {
    expect(withoutMark(`1:["${mark}"]`, mark)).toHaveLength(`1:["${mark}"]`.length)
  })
})
