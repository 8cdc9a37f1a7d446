/** A community moves here from Discourse, while the forum runs; its old addresses go on working. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { forum } from "./fixtures/operator.ts"
import { expect, test } from "./fixtures/test.ts"

const TOPIC = 4711

/** A topic of twenty-five posts by two people, as `/t/<id>.json` of a Discourse forum has it. */
function archive(): string {
  const posts = Array.from({ length: 25 }, (_, n) => {
    const at = new Date(Date.parse("2021-05-01T08:00:00Z") + n * 60_000).toISOString()
    return {
      id: 9000 + n,
      topic_id: TOPIC,
      post_number: n + 1,
      username: n % 2 ? "old_hand" : "newcomer",
      user_id: n % 2,
      created_at: at,
      updated_at: at,
      cooked: `<p>Imported words, number ${n + 1}.</p>`,
      post_type: 1,
      version: 1,
      actions_summary: [],
    }
  })
  const topic = {
    id: TOPIC,
    title: "How we rowed to the old island",
    slug: "how-we-rowed",
    created_at: posts[0]!.created_at,
    category_id: 5,
    archetype: "regular",
    visible: true,
    tags: [],
    post_stream: { posts, stream: [] },
  }
  const folder = mkdtempSync(join(tmpdir(), "stoa-archive-"))
  writeFileSync(join(folder, "topic.json"), JSON.stringify(topic))
  return folder
}

test("imported topics are read at once, and their old addresses lead to them", async ({ page, request }) => {
  const folder = archive()
  try {
    expect((await request.get(`/t/how-we-rowed/${TOPIC}`, { maxRedirects: 0 })).status()).toBe(404)
    for (let time = 1; time <= 2; time++) {
      const { code, said } = await forum("import", "discourse", folder)
      expect(code, said).toBe(0)
    }
    for (const old of [`/t/how-we-rowed/${TOPIC}`, `/t/${TOPIC}`, `/t/another-slug/${TOPIC}`]) {
      expect((await request.get(old, { maxRedirects: 0 })).status(), old).toBe(301)
      await page.goto(old)
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("How we rowed to the old island")
    }
    await page.goto(`/t/how-we-rowed/${TOPIC}/23`)
    await expect(page).toHaveURL(/\/2#p-/)
    await expect(page.getByRole("article").filter({ hasText: "Imported words, number 23." })).toBeInViewport()
    await expect(page.getByText("Imported words, number 23.")).toHaveCount(1)
    await page.goto("/u/OLD_HAND")
    await expect(page.getByRole("heading", { level: 1 })).toContainText("old_hand")
    await page.goto("/u/old_hand/posts")
    await expect(page.getByText("Imported words, number 24.")).toBeVisible()
    await expect(page.getByRole("definition").nth(2), "so many posts").toHaveText("12")
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test("the operator's tool explains itself and refuses what it does not know", async () => {
  const help = await forum("--help")
  expect(help.code, help.said).toBe(0)
  for (const command of ["make-owner", "import"]) expect(help.said).toContain(command)
  expect((await forum("fly")).code).not.toBe(0)
})
