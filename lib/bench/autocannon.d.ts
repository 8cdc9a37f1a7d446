declare module "autocannon" {
  export type Result = {
    requests: { average: number; total: number }
    latency: { p99: number; p50: number }
    non2xx: number
    errors: number
  }
  type Options = {
    url: string
    connections: number
    duration: number
    headers?: Record<string, string>
    requests?: { path: string; headers?: Record<string, string> }[]
  }
  export default function autocannon(options: Options): Promise<Result>
}
