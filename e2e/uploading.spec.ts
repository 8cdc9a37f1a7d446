/** People put pictures into their texts and beside their names; nothing else gets in that way. */
import type { Locator, Page } from "@playwright/test"
import { aPhotograph, aPng, aPolyglot } from "#lib/testing/pictures.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { KEEPER, ROBIN } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { main, openReply, postIn, send, words } from "./fixtures/writing.ts"

const picker = (page: Page): Locator => main(page).getByLabel("Add pictures")
const text = (page: Page): Locator => main(page).getByRole("textbox", { name: "Your reply" })
const list = (page: Page): Locator => main(page).getByRole("list", { name: "Pictures of this text" })
const NAMED = /!\[.*\]\(\/uploads\/\w{26}\/\w{26}\)/

const file = async (name: string, bytes: Uint8Array | Promise<Uint8Array>, mimeType = "image/png") => ({
  ...{ name, mimeType },
  buffer: Buffer.from(await bytes),
})

/** A file as the clipboard or a drag brings it. */
async function handOver(page: Page, how: "paste" | "drop", bytes: Uint8Array): Promise<void> {
  await text(page).evaluate(
    (field, [kind, numbers]) => {
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array(numbers)], "boat.png", { type: "image/png" }))
      const init = { bubbles: true, cancelable: true }
      field.dispatchEvent(
        kind === "paste"
          ? new ClipboardEvent("paste", { ...init, clipboardData: data })
          : new DragEvent("drop", { ...init, dataTransfer: data }),
      )
    },
    [how, [...bytes]] as const,
  )
}

/** The picture of a post, loaded. */
async function expectPicture(page: Page, says: string, alt: string): Promise<string> {
  const picture = postIn(page, says).getByRole("img", { name: alt })
  await picture.scrollIntoViewIfNeeded()
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0)
  return (await picture.getAttribute("src"))!
}

test.describe("with a script", () => {
  test("a picture is chosen, described and seen by everybody @phone", async ({ as, opened }) => {
    const page = await as(ROBIN)
    const says = words("Look")
    await openReply(page, await makeTopic(words("Boats to look at")))
    await text(page).fill(says)
    const choosing = page.waitForEvent("filechooser")
    await main(page).getByRole("toolbar").getByRole("button", { name: "Picture" }).press("Enter")
    await (await choosing).setFiles(await file("boat.jpg", aPhotograph(900, 600), "image/jpeg"))
    await expect(main(page).getByText("boat.jpg is in your text.")).toHaveRole("status")
    await list(page).getByLabel("Describe boat.jpg for those who cannot see it").fill("A [red] boat")
    await expect(text(page)).toHaveValue(/!\[A red boat\]\(\/uploads\//)
    await send(page, "Post reply")
    const src = await expectPicture(page, says, "A red boat")

    const guest = await opened()
    const answer = await guest.request.get(src)
    expect(answer.status()).toBe(200)
    expect(answer.headers()).toMatchObject({
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
    })
    expect(answer.headers()["content-security-policy"]).toContain("sandbox")
    expect((await answer.body()).toString("latin1")).not.toMatch(/SECRET|Exif|GPS/)
  })

  for (const how of ["paste", "drop"] as const)
    test(`a picture comes by ${how}, where one writes`, async ({ as }) => {
      const page = await as(ROBIN)
      await openReply(page, await makeTopic(words("Boats by hand")))
      await text(page).fill("Before")
      await handOver(page, how, await aPng())
      await expect(text(page)).toHaveValue(/^Before\n\n!\[\]\(\/uploads\/.*\)\n\n$/)
    })

  test("is cancelled on its way, and the text is not touched", async ({ as }) => {
    const page = await as(ROBIN)
    await openReply(page, await makeTopic(words("Boats that wait")))
    await text(page).fill("Mine")
    // The forum never answers.
    await page.route("**/api/uploads", () => {})
    const aborted = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/uploads"))
    await picker(page).setInputFiles(await file("slow.png", aPng()))
    await expect(list(page).getByRole("progressbar", { name: "Uploading slow.png" })).toBeVisible()
    await list(page).getByRole("button", { name: "Cancel slow.png" }).click()
    await aborted
    await expect(list(page).getByRole("listitem")).toHaveCount(0)
    await expect(text(page)).toHaveValue("Mine")
  })

  test("several come at once; what is none is told apart, and goes nowhere", async ({ as }) => {
    const page = await as(ROBIN)
    await openReply(page, await makeTopic(words("Many boats")))
    await text(page).fill("Kept")
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="run"</script></svg>'
    await picker(page).setInputFiles([
      await file("good.png", aPng()),
      await file("script.png", Buffer.from("<script>document.title='run'</script>")),
      await file("drawing.svg", Buffer.from(svg), "image/svg+xml"),
      await file("huge.png", Buffer.alloc(10 * 2 ** 20 + 1)),
    ])
    for (const message of ["This is no picture", "Drawings in SVG", "This file is too large"])
      await expect(list(page).getByRole("alert").filter({ hasText: message })).toBeVisible()
    await expect(text(page)).toHaveValue(/^Kept\n\n!\[\]\(\/uploads\/\w+\/\w+\)\n\n$/)
    await expect(page).not.toHaveTitle("run")
  })

  test("what is a picture in front and a program behind comes out as a picture", async ({ as }) => {
    const page = await as(ROBIN)
    await openReply(page, await makeTopic(words("Two in one")))
    await picker(page).setInputFiles(await file("both.gif", aPolyglot(), "image/gif"))
    await expect(text(page)).toHaveValue(NAMED)
    const address = /\((.*)\)/.exec(await text(page).inputValue())![1]!
    // Opened by itself, in the browser's own viewer: nothing runs, and its policy forbids nothing that the viewer does.
    const answer = (await page.goto(address))!
    expect(answer.status()).toBe(200)
    expect((await answer.body()).toString("latin1")).not.toMatch(/script|alert/)
    await expect(page.locator("img")).toBeVisible()
  })
})

test("a picture comes with a text and its description, and is there @plain @phone", async ({
  as,
  script,
}) => {
  const page = await as(ROBIN)
  const says = words("Plain")
  await openReply(page, await makeTopic(words("Plain boats")))
  await text(page).fill(says)
  await picker(page).setInputFiles(await file("boat.png", aPng(300, 200)))
  if (script)
    await list(page).getByLabel("Describe boat.png for those who cannot see it").fill("A plain boat")
  else {
    await main(page).getByLabel("Describe the picture for those who cannot see it").fill("A plain boat")
    await send(page, "Preview")
  }
  await expect(text(page)).toHaveValue(new RegExp(`^${says}\\s+!\\[A plain boat\\]\\(/uploads/`))
  await send(page, "Post reply")
  await expectPicture(page, says, "A plain boat")
})

test("what is no picture is told where it was chosen, and the text stays @plain", async ({ as, script }) => {
  const page = await as(ROBIN)
  await openReply(page, await makeTopic(words("No boats")))
  await text(page).fill("Still here")
  await picker(page).setInputFiles(await file("script.png", Buffer.from("<script>alert(1)</script>")))
  if (!script) await send(page, "Post reply")
  await expect(main(page).getByText("This is no picture that can be shown here").first()).toBeVisible()
  await expect(text(page)).toHaveValue("Still here")
  // More than a form may bring: with a script the browser knows, without one the forum says so.
  if (script) return
  await picker(page).setInputFiles(await file("huge.png", Buffer.alloc(14 * 2 ** 20)))
  await send(page, "Post reply")
  await expect(main(page).getByText("This file is too large").first()).toBeVisible()
  await expect(text(page)).toHaveValue("Still here")
})

test("a picture among members is not there for guests, also by its address", async ({ as, opened }) => {
  const page = await as(ROBIN)
  const topic = await makeTopic(words("Members' boats"), { category: "members" })
  await page.goto(`/private${topic.path}/reply`)
  const says = words("Among us")
  await text(page).fill(says)
  await picker(page).setInputFiles(await file("ours.png", aPng(300, 200)))
  await list(page).getByLabel("Describe ours.png for those who cannot see it").fill("Our boat")
  await send(page, "Post reply")
  const src = await expectPicture(page, says, "Our boat")
  const other = await as(KEEPER)
  expect((await other.request.get(src)).headers()["cache-control"]).toBe("private, no-store")
  const guest = await opened()
  expect((await guest.request.get(src)).status()).toBe(404)
})

test("a picture is put beside one's name, and taken away @plain", async ({ as }) => {
  const page = await as(ROBIN)
  await page.goto("/settings/profile")
  await main(page)
    .getByLabel("Picture", { exact: true })
    .setInputFiles(await file("me.svg", Buffer.from("<svg></svg>")))
  await send(page, "Use this picture")
  await expect(main(page).getByText("Drawings in SVG").first()).toBeVisible()
  await main(page)
    .getByLabel("Picture", { exact: true })
    .setInputFiles(await file("me.png", aPng(300, 200)))
  await send(page, "Use this picture")
  await expect(main(page).getByRole("button", { name: "Take my picture away" })).toBeVisible()
  const src = await main(page).locator(".avatar img").getAttribute("src")
  expect((await page.request.get(src!)).headers().etag).not.toBe('"none"')
  await send(page, "Take my picture away")
  await expect(main(page).getByRole("button", { name: "Take my picture away" })).toHaveCount(0)
})
