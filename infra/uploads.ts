/** Where pictures lie: seen by nobody but the forum, which looks who asks (docs/adr/0146). */
import type { Router } from "./domain.ts"
import type { Stage } from "./stage.ts"

/** What browsers put down themselves, until the forum has made pictures of it. */
export const INCOMING = "incoming/"
/** What was too large for the site's function to answer, and is fetched here (lib/uploads/outgoing.ts). */
export const OUTGOING = "outgoing/"

export function makeUploads({ keeps }: Stage, router: Router) {
  return new sst.aws.Bucket("Uploads", {
    enforceHttps: true,
    // The browser sends a picture by a form that the forum signed.
    cors: { allowOrigins: [router.url], allowMethods: ["POST"], allowHeaders: ["*"], maxAge: "1 hour" },
    versioning: keeps,
    lifecycle: [{ id: "incoming", prefix: INCOMING, expiresIn: "1 day" }],
    transform: {
      bucket: { forceDestroy: !keeps },
      lifecycle: {
        rules: [
          ...[INCOMING, OUTGOING].map((prefix) => ({
            ...{ id: prefix.replace("/", ""), status: "Enabled", filter: { prefix } },
            expiration: { days: 1 },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
          })),
          {
            // As long as the table can be taken back to: what was deleted is gone for good then.
            ...{ id: "deleted", status: "Enabled", filter: { prefix: "" } },
            noncurrentVersionExpiration: { noncurrentDays: 35 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
    },
  })
}

export type Uploads = ReturnType<typeof makeUploads>
