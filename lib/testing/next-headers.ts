/**
 * The browser that asks, where Next would read it. In a test:
 * `vi.mock("next/headers", () => import("#lib/testing/next-headers.ts"))`.
 */
export const browser = {
  headers: new Headers(),
  jar: new Map<string, string>(),
  /** Every cookie that was set, with its options. */
  set: [] as [name: string, value: string, options: Record<string, unknown>][],
}

/** Another one: without cookies, and with these headers. */
export function freshBrowser(headers: Record<string, string> = {}): void {
  browser.headers = new Headers(headers)
  browser.jar.clear()
  browser.set.length = 0
}

export const cookieHeader = (): string =>
  [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ")

export const headers = async (): Promise<Headers> =>
  new Headers({ ...Object.fromEntries(browser.headers), cookie: cookieHeader() })

export const cookies = async () => ({
  get: (name: string) => (browser.jar.has(name) ? { name, value: browser.jar.get(name) } : undefined),
  set: (name: string, value: string, options: Record<string, unknown> = {}) => {
    browser.set.push([name, value, options])
    browser.jar.set(name, value)
  },
})
