/** What a browser says of itself, as two words: enough to know one's own devices, too little to follow anybody. */
import type { Session } from "#lib/db/items/sessions.ts"

export type Device = Pick<Session, "browser" | "system">

/** The first that fits: many say that they are others, too. */
const BROWSERS: [RegExp, Device["browser"]][] = [
  [/\bEdg(?:e|A|iOS)?\//, "edge"],
  [/\b(?:OPR|OPiOS|Opera)\b/, "opera"],
  [/\b(?:Firefox|FxiOS)\//, "firefox"],
  [/\b(?:Chrome|Chromium|CriOS)\//, "chrome"],
  [/\bVersion\/[\d.]+.* Safari\//, "safari"],
]
const SYSTEMS: [RegExp, Device["system"]][] = [
  [/\b(?:iPhone|iPad|iPod)\b/, "ios"],
  [/\bAndroid\b/, "android"],
  [/\bWindows\b/, "windows"],
  [/\bCrOS\b/, "chromeos"],
  [/\b(?:Macintosh|Mac OS X)\b/, "macos"],
  [/\bLinux\b/, "linux"],
]

/** @param userAgent the header, which may say anything */
export function deviceOf(userAgent: string | null): Device {
  const said = (userAgent ?? "").slice(0, 500)
  return {
    browser: BROWSERS.find(([pattern]) => pattern.test(said))?.[1] ?? "other",
    system: SYSTEMS.find(([pattern]) => pattern.test(said))?.[1] ?? "other",
  }
}
