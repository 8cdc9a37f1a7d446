import { z } from "zod"
import { Id } from "#lib/base/ids.ts"
import { beginUpload, finishUpload, placeUpload, type Uploaded, upload } from "#lib/forum/uploads.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { apiAnswer } from "#lib/web/api.ts"

/** Of a picture that is too large for whoever serves us: where to send it, and that it is there. */
const Elsewhere = z.union([z.object({ place: z.literal(true) }), z.object({ incoming: Id })])

/**
 * Takes a picture for a text, as it is: `{path, width, height, stilled}`. Who may not is told before it is read. As JSON
 * `{place: true}` gives a form by which it can be sent elsewhere (204: send it here), `{incoming: id}` says that it was.
 */
export async function POST(request: Request): Promise<Response> {
  const isPicture = !/^application\/json\b/i.test(request.headers.get("content-type") ?? "")
  return apiAnswer(
    request,
    async (actor, posted) => {
      if (isPicture) {
        const member = await beginUpload(actor)
        return shown(await upload(member, new Uint8Array(await request.arrayBuffer())))
      }
      const asked = Elsewhere.parse(posted)
      return "place" in asked ? placeUpload(actor) : shown(await finishUpload(actor, asked.incoming))
    },
    // A picture is read by the work.
    { read: async () => (isPicture ? undefined : request.json()) },
  )
}

const shown = ({ upload: made, stilled }: Uploaded) => ({
  ...{ path: uploadPath(made), width: made.width, height: made.height, stilled },
})
