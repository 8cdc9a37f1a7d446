/** The site: OpenNext's server in a Lambda behind CloudFront, static files from a bucket. */

import type { Dax } from "./dax.ts"
import type { Router } from "./domain.ts"
import type { Environment } from "./environment.ts"
import { RETENTION, SECONDS } from "./functions.ts"
import type { Permissions } from "./permissions.ts"
import type { Secrets } from "./secrets.ts"
import type { Stage } from "./stage.ts"
import type { Uploads } from "./uploads.ts"

export const OPEN_NEXT = "4.1.12"
const IMMUTABLE = "public, max-age=31536000, immutable"

export type Around = {
  router: Router
  environment: Environment
  secrets: Secrets
  permissions: Permissions
  uploads: Uploads
  dax: Dax
  stage: Stage
}

export function makeWeb({ router, environment, secrets, permissions, uploads, dax, stage }: Around) {
  const { concurrency, streaming } = stage
  return new sst.aws.Nextjs("Web", {
    openNextVersion: OPEN_NEXT,
    buildCommand: "npm run build:aws",
    router: { instance: router },
    environment: {
      ...environment,
      STOA_EDGE_SECRET: secrets.edge,
      ...(dax && { DAX_ENDPOINT: dax.endpoint }),
      // While it is built as well: SST makes the function's URL as OpenNext says that it is answered (lib/aws/wrapper.ts).
      ...(streaming && { STOA_STREAMING: "on" }),
      // Also while it is built: forms of one build are understood by all that serve it, and by the next one.
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.actions,
    },
    permissions: [...permissions.web, ...(dax?.permissions ?? [])],
    ...(dax && { vpc: dax.vpc }),
    server: {
      // One whole processor: a page is made by one.
      memory: "1769 MB",
      timeout: `${SECONDS.web} seconds`,
      architecture: "x86_64",
      runtime: "nodejs24.x",
    },
    // Makes pictures smaller, for which no page asks, and answers nothing (lib/aws/build.mjs).
    imageOptimization: { memory: "128 MB" },
    assets: {
      versionedFilesCacheHeader: IMMUTABLE,
      // What a new version brings under an old name is asked for again each time; fonts have a version in their name, too.
      nonVersionedFilesCacheHeader: "public, max-age=0, s-maxage=300, stale-while-revalidate=3600",
      fileOptions: [{ files: "fonts/**/*.woff2", cacheControl: IMMUTABLE }],
    },
    // Of a new version nobody sees old pages. Between versions pages age by themselves, within seconds.
    invalidation: { paths: "all", wait: false },
    dev: false,
    transform: {
      // SST deploys a function that makes pictures smaller. Ours answers 404 (lib/aws/build.mjs), and need not read the bucket.
      imageOptimizer: { permissions: [], memory: "128 MB" },
      // Pages that were kept: each build has its own, and what nobody asked for in two days is made anew.
      assets: { lifecycle: [{ id: "kept-pages", prefix: "_cache/", expiresIn: "2 days" }] },
      server: (args: sst.aws.FunctionArgs) => {
        // What is above it the function's address refuses with 429, and nothing is paid for.
        if (concurrency) args.concurrency = { reserved: concurrency }
        args.logging = { retention: RETENTION, format: "json" }
        // SST would let every other site read what it answers; which may, the forum itself says.
        args.url = { authorization: "none", cors: false }
        args.permissions = $resolve([args.permissions ?? [], uploads.arn]).apply(([all, pictures]) =>
          narrowed(all as Permission[], String(pictures)),
        )
      },
    },
  })
}

/** As SST has them, with what only AWS knows filled in. */
type Permission = { actions: string[]; resources: string[] }

/**
 * SST would let the site make stale what CloudFront keeps, of every distribution of the account, and write over the scripts
 * that lie beside its kept pages: whoever takes over one call would be in everybody's browser.
 * @param pictures the bucket of which we say ourselves what may be done
 */
function narrowed(all: Permission[], pictures: string): Permission[] {
  const isOfFiles = ({ actions }: Permission): boolean => actions.some((one) => /^s3:.*Object$/.test(one))
  const within = (resource: string): string =>
    resource.startsWith(pictures) ? resource : resource.replace(/\/\*$/, "/_cache/*")
  return all
    .filter(({ actions }) => !actions.includes("cloudfront:CreateInvalidation"))
    .map((one) => (isOfFiles(one) ? { ...one, resources: one.resources.map(within) } : one))
}

export type Web = ReturnType<typeof makeWeb>
