/** What is hidden and what is not there are the same page: not found. */
import { notFound } from "next/navigation"
import { isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"

/** What was asked for, or the page that says that there is none. Other refusals pass. */
export async function found<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (isForumError(error, "not-found")) notFound()
    throw error
  }
}

/** One value of a query: when it came twice, the first. */
export function only(value: string | string[] | undefined): string | undefined {
  return [value].flat()[0]
}

/** An id as it stands in an address; what is none leads nowhere. */
export function idIn(text: string): string {
  const id = Id.safeParse(text)
  return id.success ? id.data : notFound()
}

/** A number of something in a query; nothing where it is none. */
export function versionIn(value: string | string[] | undefined): number | undefined {
  const text = only(value) ?? ""
  return /^[1-9]\d{0,7}$/.test(text) ? Number(text) : undefined
}
