/** The only reader of the environment. */

/** Settings of this process. (The launcher's slice replaces this file: keep `dynamodb` and `limitScale`.) */
export function config(): { dynamodb: { endpoint?: string; name: string }; limitScale: number } {
  return {
    dynamodb: { endpoint: process.env.DYNAMODB_ENDPOINT, name: process.env.STOA_TABLE ?? "stoa" },
    limitScale: Number(process.env.STOA_LIMIT_SCALE ?? 1),
  }
}
