import type { Caller } from '../access/ability.js';
import type { Db } from '../db/db.js';

/** What every resolver of one GraphQL request shares. */
export interface RequestContext {
  readonly caller: Caller;
}

/** Something that one request makes once and then shares, such as its loaders: what one caller was shown is never
 *  kept for the next. */
export function perRequest<Made>(
  make: (db: Db, caller: Caller) => Made,
): (db: Db, context: RequestContext) => Made {
  const made = new WeakMap<RequestContext, Made>();
  return (db, context) => {
    const known = made.get(context);
    if (known !== undefined) return known;
    const fresh = make(db, context.caller);
    made.set(context, fresh);
    return fresh;
  };
}
