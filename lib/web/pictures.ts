/** Pictures that come along with a form, where no script has uploaded them before. */
import type { Actor } from "#lib/forum/actor.ts"
import { beginUpload, upload } from "#lib/forum/uploads.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { withPicture } from "#lib/uploads/markdown.ts"

/**
 * Uploads the files of the field `image` and names them at the end of the text, described by `imageAlt`. The form is
 * changed one picture at a time: what was taken before one was refused stays.
 * @throws ForumError about the field `image`
 */
export async function takePictures(actor: Actor, form: FormData): Promise<void> {
  const files = form.getAll("image").filter((file) => file instanceof File && file.size > 0) as File[]
  form.delete("image")
  for (const [n, file] of files.entries()) {
    const member = await beginUpload(actor)
    const { upload: made } = await upload(member, new Uint8Array(await file.arrayBuffer()))
    const alt = n === 0 ? String(form.get("imageAlt") ?? "") : ""
    form.set("body", withPicture(String(form.get("body") ?? ""), uploadPath(made), alt))
    form.delete("imageAlt")
  }
}
