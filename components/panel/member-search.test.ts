import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { MemberSearch } from "./member-search.tsx"

const one = (name: string, pending: boolean) => ({
  ...{ id: name, name, email: `${name}@example.org`, role: "member" as const, pending },
  createdAt: "2026-11-22T00:00:00.000Z",
})
const shown = (...found: ReturnType<typeof one>[]): string =>
  renderToStaticMarkup(createElement(MemberSearch, { q: "a", found }))

test("only members can be chosen for an act on many: who has not confirmed would be left out of it", () => {
  const page = shown(one("ann", false), one("anton", true))
  expect(page).toContain("anton")
  expect(page.match(/name="member" value="\w+"/g)).toEqual(['name="member" value="ann"'])
  expect(page).toContain('action="/moderation/members"')
  const buttons = (html: string) => html.match(/<button/g)?.length
  expect([buttons(page), buttons(shown(one("anton", true)))]).toEqual([2, 1])
})
