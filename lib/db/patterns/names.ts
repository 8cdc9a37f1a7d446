import { type Callable, Callables } from "../items/names.ts"
import { namesUnder } from "../keys/names.ts"
import { queryAll } from "../query.ts"

/** As many as a list shows that opens while one types. */
const NAMES_SHOWN = 8

/** AP-136: members whose names begin with these letters (folded, at least one), in the order of the alphabet. */
export async function namesBeginning(folded: string): Promise<Callable[]> {
  return Callables.readAll(await queryAll({ pk: namesUnder(folded), beginsWith: folded, limit: NAMES_SHOWN }))
}
