/** The functions behind the site: what they have in common. */
import type { Environment } from "./environment.ts"
import type { Permissions } from "./permissions.ts"
import type { Web } from "./web.ts"

/** Days of log, of each function. */
export const RETENTION = "1 month"

export type Worker = "stream" | "saga" | "schedule" | "feedback"

/** Seconds that each has, told to alarms as well. Sagas and duties end by themselves long before. */
export const SECONDS = { web: 30, stream: 60, saga: 120, schedule: 120, feedback: 30 } as const

type Given = {
  memory: `${number} MB`
  /** Where what it gave up goes. */
  lost?: Lost
  /** Of a function that is called and not waited for: how often Lambda tries again. */
  retries?: number
}

export function workersWith(web: Web, environment: Environment, permissions: Permissions) {
  return (worker: Worker, { memory, lost, retries }: Given) =>
    new sst.aws.Function(`${worker.charAt(0).toUpperCase()}${worker.slice(1)}`, {
      description: DESCRIPTIONS[worker],
      // `npm run build:aws` bundles them with the site, which the tests call as they are.
      bundle: $resolve([web.nodes.server]).apply(() => `.open-next/workers/${worker}`),
      handler: "index.handler",
      runtime: "nodejs24.x",
      // That of the machine that builds: a part of the pictures and of passwords is native.
      architecture: "x86_64",
      memory,
      timeout: `${SECONDS[worker]} seconds`,
      environment,
      permissions: [
        ...permissions[worker],
        ...(lost ? [{ actions: ["sqs:SendMessage"], resources: [lost.arn] }] : []),
      ],
      ...(retries !== undefined && { retries }),
      ...(retries !== undefined &&
        lost && {
          transform: { eventInvokeConfig: { destinationConfig: { onFailure: { destination: lost.arn } } } },
        }),
      logging: { retention: RETENTION, format: "json" },
      dev: false,
    })
}

/** Says of what was given up what it was. Kept for as long as a queue can: alarms tell of the first at once. */
export const makeLost = (name: string) =>
  new sst.aws.Queue(name, { transform: { queue: { messageRetentionSeconds: 14 * 86_400 } } })

export type Lost = ReturnType<typeof makeLost>

export type Make = ReturnType<typeof workersWith>
export type WorkerFunction = ReturnType<Make>

const DESCRIPTIONS: Record<Worker, string> = {
  stream: "Stoa: counts, notifications, search, pages that are stale",
  saga: "Stoa: long work, begun when it is asked for",
  schedule: "Stoa: what is due, every minute",
  feedback: "Stoa: addresses that take no mail",
}
