/** Names of members: which are allowed, and which look alike. */

/** What two look-alike names share, and so what is unique: folded case, width and confusable letters. */
export function skeletonOf(name: string): string {
  return name.normalize("NFKC").toLowerCase()
}

/** Whether both are the same name, case and width aside. Look-alikes are not. */
export function isSameName(a: string, b: string): boolean {
  const fold = (name: string) => name.normalize("NFKC").toLowerCase()
  return fold(a) === fold(b)
}
