import { beginUpload, upload } from "#lib/forum/uploads.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { apiAnswer } from "#lib/web/api.ts"

/** Takes a picture for a text, as it is: `{path, width, height, stilled}`. Who may not is told before it is read. */
export async function POST(request: Request): Promise<Response> {
  return apiAnswer(
    request,
    async (actor) => {
      const member = await beginUpload(actor)
      const { upload: made, stilled } = await upload(member, new Uint8Array(await request.arrayBuffer()))
      return { path: uploadPath(made), width: made.width, height: made.height, stilled }
    },
    // Read by the work.
    { read: async () => undefined },
  )
}
