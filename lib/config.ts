/** The only reader of the environment. */

/** Settings of this process. (The launcher's slice replaces this file: keep the names.) */
export function config(): {
  dynamodb: { endpoint?: string; name: string }
  limitScale: number
  /** Where the forum is reached from outside, without a slash at the end: every link begins with it. */
  url: string
  authSecret: string
} {
  const env = process.env
  return {
    dynamodb: { endpoint: env.DYNAMODB_ENDPOINT, name: env.STOA_TABLE ?? "stoa" },
    limitScale: Number(env.STOA_LIMIT_SCALE ?? 1),
    url: (env.STOA_URL ?? `http://localhost:${env.PORT ?? 3000}`).replace(/\/+$/, ""),
    authSecret: env.AUTH_SECRET ?? "",
  }
}
