import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Resolution } from '../../crosswalk/resolution.js';
import { ResolutionModel } from '../../crosswalk/resolution.model.js';
import { may } from '../../platform/access/ability.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import type { RequestContext } from '../../platform/graphql/per-request.js';
import { accountModel } from './match-account.model.js';
import { MatchCandidates } from './match-candidates.js';
import { codeCandidates } from './resolution-candidates.js';
import { ResolutionCandidateModel } from './resolution-candidates.model.js';

const mostAsked = 20;
const usuallyAsked = 5;
/** Answers of one request that are asked for candidates: each takes some milliseconds of the engine. */
const mostAnswers = 20;

/** What a question without an answer may mean. */
@Resolver(() => ResolutionModel)
export class ResolutionCandidatesResolver {
  readonly #asked = new WeakMap<RequestContext, number>();

  constructor(
    private readonly database: Database,
    private readonly candidates: MatchCandidates,
  ) {}

  @ResolveField('candidates', () => [ResolutionCandidateModel], {
    description: `Of UNRESOLVED: codes of golden records that are like the one asked about, the likeliest first, for a person to choose from. Of at most ${mostAnswers} answers a request. Needs \`read GoldenRecord\`.`,
  })
  async candidatesOf(
    @Parent() { status, goldenId, soughtIn }: Resolution,
    @Args('first', {
      type: () => Int,
      nullable: true,
      description: `How many, at most ${mostAsked}; ${usuallyAsked} unless said.`,
    })
    first: number | null,
    @Context() context: RequestContext,
  ): Promise<ResolutionCandidateModel[]> {
    // The guard stands at operations only, so the field asks for its ability itself.
    if (!may(context.caller.ability, 'read GoldenRecord'))
      throw refusal('FORBIDDEN', 'This needs the ability "read GoldenRecord", which your key does not have.');
    const most = first ?? usuallyAsked;
    if (most < 1 || most > mostAsked) throw refusal('BAD_ARGUMENT', `first is 1 to ${mostAsked}.`);
    if (status !== 'UNRESOLVED' || goldenId === null || soughtIn === null) return [];
    const asked = (this.#asked.get(context) ?? 0) + 1;
    if (asked > mostAnswers)
      throw refusal('LIMIT_EXCEEDED', `A request asks for the candidates of up to ${mostAnswers} answers.`);
    this.#asked.set(context, asked);
    const { db } = this.database;
    const found = await codeCandidates({ db, candidates: this.candidates }, { goldenId, ...soughtIn }, most);
    return found.map(({ code, issuer, goldenId: named, of }) => {
      const { id: _, probability, zone, vetoed, ...account } = of;
      return Object.assign(new ResolutionCandidateModel(), {
        ...{ code, issuer: issuer || null, goldenId: named, probability, zone, vetoed },
        account: accountModel(account),
      });
    });
  }
}
