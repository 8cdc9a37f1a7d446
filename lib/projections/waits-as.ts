/** How the log says that a change was set aside: an alarm in AWS listens for it (infra/stream.ts). */
export const WAITS_AS = "waits as dead letter"
