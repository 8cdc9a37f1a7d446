/**
 * The table of who may do what (lib/testing/access-table.ts) against the running forum: every server action and every route
 * of the build, asked by everybody, signed out included. What is new is found here before anybody else finds it.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { APIResponse } from "@playwright/test"
import type { Who } from "#lib/testing/access-table.ts"
import { isForStaff, mayAsk, ROUTES } from "./fixtures/access-routes.ts"
import { fieldsOf, type Row, whoMay } from "./fixtures/access-row.ts"
import { ACTIONS } from "./fixtures/access-rows.ts"
import { makeWorld, type Place, type Readers, stateOf, type World } from "./fixtures/access-world.ts"
import { type Action, allActions, call, each } from "./fixtures/actions.ts"
import { expect, test } from "./fixtures/test.ts"

const EVERYBODY: Who[] = [
  ...(["guest", "author", "other", "suspended", "silenced", "ward", "elsewhere"] as const),
  ...(["moderator", "admin", "owner"] as const),
]
/** Elsewhere than in "open" those who differ there. */
const SOME: Who[] = ["guest", "author", "other", "ward", "moderator"]

let world: World
test.beforeAll(async () => {
  world = await makeWorld()
})

/** Which actions and routes there are is read from the build. */
const built = (): string[] =>
  Object.keys(
    JSON.parse(
      readFileSync(join(process.env.STOA_DIST || ".next", "server/app-paths-manifest.json"), "utf8"),
    ),
  )
const actionsOf = (): Action[] => allActions(world.targets.open.reply)
const rowsOf = (name: string): readonly Row[] => {
  const row = ACTIONS[name]
  return row === undefined || row === "everybody" ? [] : [row].flat()
}

/** Why somebody may not; a refusal for another reason says another word. */
const REFUSALS =
  /"code":"(sign-in-first|not-allowed|suspended|silenced|not-your-post|topic-locked|topic-removed|post-removed|post-erased|category-closed|not-a-question|answer-own-topic-only|not-restorable|topic-has-replies|tag-not-allowed|own-\w+|staff-above|pin-not-public|(category|topic|post|member|page|case)-missing)"/

async function refusalOf(answer: APIResponse): Promise<string | undefined> {
  const { location = "", "x-action-redirect": to = location } = answer.headers()
  if (/^\/(sign-in|kept)\b/.test(to)) return to
  return REFUSALS.exec(await answer.text())?.[1]
}

type Try = { action: Action; row: Row; state: Place | Readers; who: Who }

function tries(are: "allowed" | "refused"): Try[] {
  return actionsOf().flatMap((action) =>
    rowsOf(action.name).flatMap((row) =>
      (row.in ?? ["open"]).flatMap((state) => {
        const may = whoMay(row, state)
        const people = are === "allowed" ? may : state === "open" ? EVERYBODY : SOME
        const those = people.filter((who) => may.includes(who) === (are === "allowed"))
        return those.map((who) => ({ action, row, state, who }))
      }),
    ),
  )
}

const asked = ({ action, row, state, who }: Try): Promise<APIResponse> =>
  call(world.callers[who], action, fieldsOf(row, world.targets[state], world))
const told = ({ action, state, who }: Try): string => `${action.name}, ${state}, ${who}`

test("every action and every route of the build has its row", () => {
  const names = new Set(actionsOf().map(({ name }) => name))
  expect([...names].filter((name) => !(name in ACTIONS))).toEqual([])
  expect(Object.keys(ACTIONS).filter((name) => !names.has(name))).toEqual([])
  const routes = built().flatMap((path) => (path.endsWith("/route") ? path.slice(0, -"/route".length) : []))
  expect(routes.filter((path) => !(path in ROUTES))).toEqual([])
  expect(Object.keys(ROUTES).filter((path) => !routes.includes(path))).toEqual([])
  // Two exports of one name would share a row.
  expect(actionsOf().length).toBe(names.size)
})

test("who may not is refused by every action, in every state, and nothing changes", async () => {
  test.slow()
  const before = await stateOf(world)
  const wrong: string[] = []
  const all = tries("refused")
  expect(all.length).toBeGreaterThan(400)
  await each(all, async (one) => {
    const answer = await asked(one)
    const refusal = await refusalOf(answer)
    if (answer.status() >= 500 || refusal === undefined)
      wrong.push(`${told(one)}: ${answer.status()} ${(await answer.text()).slice(0, 200)}`)
  })
  expect(wrong).toEqual([])
  expect(await stateOf(world)).toEqual(before)
})

test("every route answers who may, and nobody else", async () => {
  const wrong: string[] = []
  const all = Object.values(ROUTES).flatMap((rows) => (rows === "everybody" ? [] : rows))
  const asking = all.flatMap((route) =>
    (route.in ?? ["open" as const]).flatMap((state) => EVERYBODY.map((who) => ({ route, state, who }))),
  )
  await each(asking, async ({ route, state, who }) => {
    const target = world.targets[state]
    const path = route.path(target, world)
    const answer = await world.callers[who][route.method](path, {
      ...(route.data && { data: route.data(target, world) }),
      maxRedirects: 0,
    })
    const { location = "" } = answer.headers()
    const isRefused = [401, 403, 404, 410].includes(answer.status()) || /\/sign-in\b/.test(location)
    const isAllowed = mayAsk(route, state).includes(who)
    if (answer.status() >= 500 || isRefused === isAllowed)
      wrong.push(`${route.method} ${path}, ${state}, ${who}: ${answer.status()} ${location}`)
  })
  expect(wrong).toEqual([])
})

test("to who is no staff, no page of staff is there", async () => {
  const pages = built().flatMap((path) => (path.endsWith("/page") && isForStaff(path) ? path : []))
  expect(pages.length).toBeGreaterThan(15)
  const { topic, reply } = world.targets.open
  // These are about something: an address without it leads nowhere for anybody.
  const about: Record<string, string> = {
    "/moderation/merge": `?topic=${topic}&other=/t/x/${world.targets.locked.topic}&post=${reply}`,
    "/moderation/split": `?post=${reply}&which=alone&title=A+part+of+its+own&category=general`,
    "/moderation/select": "?category=general",
  }
  const wrong: string[] = []
  const asking = pages.flatMap((page) =>
    (["guest", "other", "moderator"] as const).map((who) => ({ page, who })),
  )
  await each(asking, async ({ page, who }) => {
    const isAdmins = page.startsWith("/admin")
    if (who === "moderator" && !isAdmins) return
    const path = page
      .slice(0, -"/page".length)
      .replace(/\/\([a-z]+\)/g, "")
      .replace(/\/\[\[\.\.\..*?\]\]/g, "")
      .replace("/one/[id]", "/one/general")
      .replace(/\[\w+\]/g, world.third.id.toLowerCase())
    const answer = await world.callers[who].get(path + (about[path] ?? ""), { maxRedirects: 0 })
    const isRight =
      who === "guest" ? /\/sign-in\b/.test(answer.headers().location ?? "") : answer.status() === 404
    if (!isRight) wrong.push(`${path}, ${who}: ${answer.status()}`)
  })
  expect(wrong).toEqual([])
})

test("who may is not refused, by any action", async () => {
  // Last: much of it comes to pass. The least of those who may stands for all.
  const least = new Map<string, Try>()
  for (const one of tries("allowed")) {
    const key = `${one.action.name} ${rowsOf(one.action.name).indexOf(one.row)} ${one.state}`
    if (!one.row.untried && !least.has(key) && ["open", "question"].includes(one.state)) least.set(key, one)
  }
  const wrong: string[] = []
  // What is removed is there for nothing else.
  const removing = ({ row }: Try): number => ["post.remove", "topic.remove"].indexOf(String(row.may))
  for (const one of [...least.values()].sort((a, b) => removing(a) - removing(b))) {
    const answer = await asked(one)
    const broken = /"code":"(invalid-input|unexpected|foreign-form)"/.exec(await answer.text())?.[1]
    const refusal = (await refusalOf(answer)) ?? broken
    if (answer.status() >= 500 || refusal) wrong.push(`${told(one)}: ${answer.status()} ${refusal}`)
  }
  expect(wrong).toEqual([])
})
