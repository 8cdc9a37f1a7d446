const NUMBER = new Intl.NumberFormat("en")

/** "1 topic", "2,345 topics", "no topics". */
export function counted(n: number, one: string, many = `${one}s`): string {
  if (n === 0) return `no ${many}`
  return `${NUMBER.format(n)} ${n === 1 ? one : many}`
}

/** A number as people write it. */
export function figure(n: number): string {
  return NUMBER.format(n)
}
