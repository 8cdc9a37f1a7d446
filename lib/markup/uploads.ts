/** Where the uploads of a Discourse post are: its Markdown names them by hash, its HTML by address. */
import type { FromHtml } from "./html-elements.ts"

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
const SHOWN = /(?:<a class="lightbox" href="([^"]{1,2000})"[^>]{0,2000}>)?<img ([^>]{1,8000})>/g

/**
 * Gives the function that finds the address of `upload://<short>` among the images and links of the HTML:
 * by the name the HTML keeps of it, else by the hash that is in every address of that forum.
 */
export function uploadsIn(cooked: string, options: FromHtml): (short: string) => string | undefined {
  const byName = new Map<string, string>()
  for (const [, original, attributes = ""] of cooked.matchAll(SHOWN)) {
    const name = /data-base62-sha1="([^"]+)"/.exec(attributes)?.[1]
    const address = original ?? /(?:^|\s)src="([^"]+)"/.exec(attributes)?.[1]
    if (name && address) byName.set(name, address)
  }
  const addresses = Array.from(cooked.matchAll(/\s(?:href|src)="([^"]{1,2000})"/g), ([, address]) => address!)
  return (short) => {
    const name = short.replace(/\..*$/, "")
    const hash = hashOf(name)
    const inName = addresses.filter((address) => address.includes(`/${name}`))
    const inHash = hash ? addresses.filter((address) => address.includes(hash)) : []
    const found =
      byName.get(name) ?? inHash.find((address) => address.includes("/original/")) ?? inHash[0] ?? inName[0]
    if (!found) return options.baseUrl && URL.parse(`/uploads/short-url/${short}`, options.baseUrl)?.href
    const address = found.replaceAll("&amp;", "&")
    if (address.startsWith("//")) return `https:${address}`
    return options.baseUrl ? (URL.parse(address, options.baseUrl)?.href ?? address) : address
  }
}

/** The SHA-1 that a short name writes in base 62, as forty hexadecimal digits. */
function hashOf(name: string): string | undefined {
  if (!/^[0-9a-zA-Z]{20,27}$/.test(name)) return undefined
  let number = 0n
  for (const digit of name) number = number * 62n + BigInt(DIGITS.indexOf(digit))
  return number.toString(16).padStart(40, "0")
}
