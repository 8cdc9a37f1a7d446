/** Passwords: which may be chosen, how they are kept and compared. */
import { hash, verify } from "@node-rs/argon2"
import { z } from "zod"
import { t } from "#lib/words/t.ts"

const MIN_LENGTH = 8
/** Longer adds no safety, only work. */
const MAX_LENGTH = 200

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; about 25 ms. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The first ones that everybody tries, of those with eight characters and more. */
const COMMON = new Set(
  (
    "password password1 password12 password123 passw0rd p@ssw0rd p@ssword 12345678 123456789 1234567890 " +
    "87654321 987654321 0987654321 11111111 111111111 00000000 88888888 12341234 11223344 123123123 123454321 " +
    "1q2w3e4r 1q2w3e4r5t 1qaz2wsx qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwertz123 azertyuiop " +
    "asdfghjk asdfghjkl zxcvbnm1 iloveyou iloveyou1 sunshine princess football baseball basketball superman " +
    "batman123 starwars trustno1 welcome1 welcome123 letmein1 letmein123 changeme changeme1 whatever dragon123 " +
    "monkey123 michelle jennifer computer internet abcd1234 abc12345 abcdefgh abcdefghi aa123456 a1b2c3d4 " +
    "admin123 admin1234 administrator master123 shadow123 jordan23 liverpool pokemon1 samsung1 passwort " +
    "passwort1 motdepasse contraseña senha123 parola123 hallo123 qazwsxedc 1234qwer q1w2e3r4 zaq12wsx"
  ).split(" "),
)

/** A password to be: any characters, 8 to 200, not one of the first that everybody tries. */
export const NewPassword = z
  .string({ error: () => t("inputs.password-choose") })
  .min(MIN_LENGTH, { error: () => t("inputs.password-short", { min: MIN_LENGTH }) })
  .max(MAX_LENGTH, { error: () => t("inputs.password-long", { max: MAX_LENGTH }) })
  .refine((password) => !COMMON.has(password.toLowerCase()), { error: () => t("inputs.password-common") })

/** A password to compare: what was never allowed cannot be right, but costs no more to refuse. */
export const GivenPassword = z
  .string({ error: () => t("inputs.password-enter") })
  .min(1, { error: () => t("inputs.password-enter") })
  .max(MAX_LENGTH * 5)

/** The argon2id hash to keep. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST)
}

/** Whether it is the password of `kept`. Where nothing is kept it takes just as long and is false. */
export async function verifyPassword(kept: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword("no password has this hash but one, and that is not let in")
  const isRight = await verify(kept ?? (await nobodys), normal(password))
  return kept !== undefined && isRight
}

let nobodys: Promise<string> | undefined

/** The same password typed on another keyboard may come as other code points (RFC 8265). */
function normal(password: string): string {
  return password.normalize("NFC")
}
