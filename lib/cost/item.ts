/** What a bill is of, and what it consists of. */

/** Members there are; posts written and pages viewed in a month. */
export type Size = { members: number; posts: number; views: number }
/** @property group what it is told together with where there is little room */
export type Item = { name: string; group?: string; amount: number; unit: string; dollars: number }

/** An amount at its price. */
export const priced = (name: string, amount: number, unit: string, price: number): Item => ({
  ...{ name, amount, unit },
  dollars: amount * price,
})
