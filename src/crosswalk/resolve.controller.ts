import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { limits } from '../platform/graphql/limits.js';
import { BadRequestProblem } from '../platform/http/request-problem.js';
import { ResolveService } from './resolve.service.js';
import { purposes } from './vocabulary.js';

const contextShape = z.strictObject({
  key: z.string(),
  system: z.string().nullish(),
  issuer: z.string().nullish(),
  value: z.string(),
});
const dimensionShape = z.strictObject({
  system: z.string(),
  issuer: z.string().nullish(),
  code: z.string(),
});
/** One question, as a JSON body. */
export const questionShape = z.strictObject({
  system: z.string(),
  issuer: z.string().nullish(),
  code: z.string(),
  target: z.string(),
  purpose: z.enum(purposes).nullish(),
  dimensions: z.array(dimensionShape).nullish(),
  context: z.array(contextShape).nullish(),
  asOf: z.string().nullish(),
  atRevision: z.string().nullish(),
  minRevision: z.string().nullish(),
  record: z.boolean().nullish(),
  quantity: z.string().nullish(),
  unit: z.string().nullish(),
  ref: z.string().nullish(),
});
export const batchShape = z.strictObject({ inputs: z.array(questionShape).max(limits.questions) });

/** `resolve` for callers without GraphQL, also as `/v1/resolve`, which stays as it is: one question, or
 *  `{ "inputs": [ … ] }` for up to 1,000. */
@Controller()
export class ResolveController {
  constructor(private readonly service: ResolveService) {}

  @Needs('ask Resolution')
  @Post(['resolve', 'v1/resolve'])
  @HttpCode(200)
  async resolve(@Body() body: unknown, @CurrentCaller() caller: Caller): Promise<unknown> {
    const batch = typeof body === 'object' && body !== null && 'inputs' in body;
    if (batch) {
      const { inputs } = read(batchShape, body);
      return { resolutions: await this.service.ask(inputs, caller) };
    }
    const [answer] = await this.service.ask([read(questionShape, body)], caller);
    return answer;
  }
}

function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new BadRequestProblem(parsed.error.issues.slice(0, 10).map(placeOf));
}

/** Where the body does not fit, in words that repeat nothing out of it. */
function placeOf({ path, code }: z.core.$ZodIssue): string {
  const place = path.length === 0 ? 'the body' : path.join('.');
  if (code === 'unrecognized_keys') return `${place} has a field that is not part of a question`;
  if (code === 'too_big') return `${place} has more than ${limits.questions} questions`;
  return `${place} is missing or not of its type`;
}
