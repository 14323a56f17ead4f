import { survivorsOf } from '../../golden-records/golden-redirect.queries.js';
import type { Db } from '../../platform/db/db.js';
import type { MatchCandidates, ZonedCandidate } from './match-candidates.js';
import { codesNaming, domainOfGolden, type NamingCode } from './resolution-candidates.queries.js';

/** Golden records that are looked at for one code: of most the code sought is not known. */
const lookedAt = 30;

export interface CodeCandidate extends NamingCode {
  readonly of: ZonedCandidate;
}

/** Codes of a system that may be what a golden record is there, likeliest first: those of golden records that are like it.
 *  For a person to choose from; nothing is concluded. */
export async function codeCandidates(
  { db, candidates }: { readonly db: Db; readonly candidates: MatchCandidates },
  asked: { readonly goldenId: string; readonly systemId: number; readonly day: string },
  most: number,
): Promise<CodeCandidate[]> {
  const { goldenId } = asked;
  const domain = await domainOfGolden(db, goldenId);
  if (!domain) return [];
  const found = await candidates.like(domain, goldenId, lookedAt);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const survivors = await survivorsOf(db, ids, null);
  const now = (id: string) => survivors.get(id) ?? id;
  const codes = await codesNaming(db, [...new Set(ids.map(now))], asked);
  // Things that the engine has joined lead to one golden record: the likeliest of them speaks for it.
  const seen = new Set([goldenId]);
  return found
    .flatMap((of) => {
      const standing = now(of.id);
      if (seen.has(standing)) return [];
      seen.add(standing);
      return codes.filter((code) => code.goldenId === standing).map((code) => ({ ...code, of }));
    })
    .slice(0, most);
}
