import { type Callable, Callables } from "../items/names.ts"
import { namesUnder } from "../keys/names.ts"
import { queryAll } from "../query.ts"

/** As many as a list shows that opens while one types. */
const NAMES_SHOWN = 8

/**
 * AP-136: members whose names begin with these letters (folded, at least one), in the order of the alphabet.
 * @param mayBeOld for who asks at each letter that is typed; not for who has just given somebody another name
 */
export async function namesBeginning(
  folded: string,
  { mayBeOld }: { mayBeOld?: true } = {},
): Promise<Callable[]> {
  const range = { pk: namesUnder(folded), beginsWith: folded, limit: NAMES_SHOWN }
  return Callables.readAll(await queryAll(mayBeOld ? { ...range, mayBeOld } : range))
}
