/** Where the forum is reached: CloudFront, under the owner's name or one of its own. */
import { makeFirewall } from "./firewall.ts"
import { WITHOUT_QUERY } from "./queries.ts"
import type { Secrets } from "./secrets.ts"
import { ownsNames, type Stage } from "./stage.ts"

/**
 * CloudFront keeps what its answer says may be kept, for as long as it says, and nothing else. All else of the policy is SST's:
 * one answer for each query, and for each way in which it is packed, of which the Lambda is told (`accept-encoding`).
 */
const KEPT = { minTtl: 0, defaultTtl: 0, maxTtl: 31_536_000 }

export function makeRouter(stage: Stage, secrets: Secrets) {
  const firewall = stage.firewall ? makeFirewall() : undefined
  return new sst.aws.Router("Edge", {
    domain: stage.domain
      ? { name: stage.domain, ...(!ownsNames(stage) && { dns: false, cert: stage.certificate }) }
      : undefined,
    edge: {
      viewerRequest: {
        injection: $interpolate`${VISITOR}
${WITHOUT_QUERY}
event.request.headers["x-stoa-edge"] = { value: "${secrets.edge}" };`,
      },
    },
    transform: {
      cachePolicy: KEPT,
      cdn: (args: sst.aws.CdnArgs) => {
        args.webAclArn = firewall?.arn
        args.transform = {
          distribution: {
            httpVersion: "http2and3",
            isIpv6Enabled: true,
            // Errors are the forum's own pages, or none: CloudFront keeps none of them.
            customErrorResponses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map(
              (errorCode) => ({
                errorCode,
                errorCachingMinTtl: 0,
              }),
            ),
          },
        }
      },
    },
  })
}

export type Router = ReturnType<typeof makeRouter>

/** What a visitor writes there themselves is not believed: limits go by it. */
const VISITOR = `event.request.headers["x-stoa-client"] = { value: event.viewer.ip };`
