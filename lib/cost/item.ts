/** What a bill is of, and what it consists of. */

/** Members there are; posts written and pages viewed in a month. */
export type Size = { members: number; posts: number; views: number }
/**
 * @property group what it is told together with where there is little room
 * @property due of the dollars those that are left after what AWS gives every account
 */
export type Item = {
  name: string
  group?: string
  amount: number
  unit: string
  dollars: number
  due: number
}

/** An amount at its price. @param free how much of it AWS gives every account each month */
export const priced = (name: string, amount: number, unit: string, price: number, free = 0): Item => ({
  ...{ name, amount, unit },
  dollars: amount * price,
  due: Math.max(0, amount - free) * price,
})
