/** What dynamic pages read from their query: anybody may write anything there. */

export type Query = Promise<Record<string, string | string[] | undefined>>

/** One value of the query; what is there twice or too long is not there. */
export async function fromQuery(query: Query, name: string): Promise<string | undefined> {
  const values = await query
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  return typeof value === "string" && value.length <= 2000 ? value : undefined
}
