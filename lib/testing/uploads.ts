/** Pictures of members, and a store for them that is the test's own. */
import { afterEach, beforeEach } from "vitest"
import type { Member } from "#lib/forum/actor.ts"
import { beginUpload, upload } from "#lib/forum/uploads.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { setUploadStore } from "#lib/uploads/store.ts"
import { aPng, storeInMemory } from "./pictures.ts"

type Ref = { owner: string; id: string }

/** Each test of this file has a store of its own: call `current()` for it. */
export function freshStore(): { current: () => ReturnType<typeof storeInMemory> } {
  let store = storeInMemory()
  beforeEach(() => {
    store = storeInMemory()
    setUploadStore(store)
  })
  afterEach(() => setUploadStore())
  return { current: () => store }
}

/** A picture that a member has uploaded, for a post. */
export async function aPicture(member: Member): Promise<Ref> {
  const { owner, id } = (await upload(await beginUpload(member), await aPng())).upload
  return { owner, id }
}

/** A text that shows these pictures. */
export const naming = (...refs: Ref[]): string =>
  refs.map((ref) => `![A boat](${uploadPath(ref)})`).join("\n\n")
