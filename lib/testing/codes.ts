/** The app on somebody's telephone. */
import { TOTP } from "otpauth"
import { MINUTE, now } from "#lib/base/clock.ts"

/** The code that it shows. @param later half minutes from now */
export function codeOf(key: string, later = 0): string {
  const secret = key.replace(/\s/g, "")
  return new TOTP({ secret }).generate({ timestamp: now() + (later * MINUTE) / 2 })
}
