import { expect, test } from "vitest"
import { someone } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { freshStore } from "#lib/testing/uploads.ts"
import { changeAvatar, removeAvatar } from "./avatars.ts"

freshTable()
const store = freshStore()

test("the picture beside a name is replaced and taken away with its files", async () => {
  const member = await someone()
  const first = await changeAvatar(member, await aPng())
  const second = await changeAvatar(member, await aPng())
  await settle()
  const sizes = [48, 96, 240]
  const at = (version: string) =>
    sizes.map((size) => `avatars/${member.id}/${version}/${size}.webp`.toLowerCase())
  expect(first.version).not.toBe(second.version)
  expect(store.current().names()).toEqual(at(second.version))
  await removeAvatar(member)
  await settle()
  expect(store.current().names()).toEqual([])
})
