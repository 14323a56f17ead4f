import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { validate } from 'uuid';
import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { ForbiddenProblem } from '../platform/access/access-problem.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { BadRequestProblem, NotFoundProblem, RefusedProblem } from '../platform/http/request-problem.js';
import { isSigned } from '../platform/http/signature.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { isSource } from './key-systems.queries.js';
import { recordEventJob } from './record-event.job.js';
import { readEvent } from './record-event.js';
import { EventLine } from './record-event.service.js';
import { findEvent, type KeptEvent, keepEvent } from './record-event.store.js';

/** Source system → the secret with which it signs what it sends. */
export abstract class SigningSecrets {
  abstract readonly of: Readonly<Record<string, string>>;
}

interface EventAnswer {
  readonly id: string;
  /** The event had been sent before: nothing was done a second time. */
  readonly duplicate: boolean;
  readonly status: string;
  readonly state?: string;
  readonly revision?: string | null;
  readonly problem?: string | null;
  readonly outcomes?: KeptEvent['outcomes'];
}

/** How long a caller who waits is kept waiting for a file that is being applied. */
export const patienceMs = 20_000;

/** Records that a source sends at once, as events. */
@Controller('records')
export class RecordsController {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly line: EventLine,
    @Inject(SigningSecrets) private readonly secrets: SigningSecrets,
  ) {}

  @Needs('deliver SourceRecord')
  @Post(':source')
  async deliver(
    @Param('source') source: string,
    @Query('wait') wait: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<EventAnswer> {
    const { db } = this.database;
    if (wait !== undefined && wait !== 'matched') throw new BadRequestProblem(['`wait` may be `matched`.']);
    const body = request.rawBody ?? Buffer.alloc(0);
    // Before it is kept: whoever cannot sign could fill the table, or take the id of an event yet to come.
    this.#checkSignature(source, request, body);
    const read = readEvent(body);
    if (read.kind === 'refused') throw new BadRequestProblem([read.sentence]);
    if (read.systems.some((system) => !mayInSystem(caller.ability, 'deliver SourceRecord', system))) {
      throw new ForbiddenProblem('Your key is confined to other code systems.');
    }
    if (!(await isSource(db, source))) throw new NotFoundProblem('There is no such source system.');
    const eventId = headerOf(request, 'webhook-id');
    if (eventId !== undefined && !/^[\x21-\x7E]{1,255}$/.test(eventId)) {
      throw new BadRequestProblem(['`webhook-id` has 1 to 255 printable characters without blanks.']);
    }
    const kept = await keepEvent(db, { source, ...(eventId && { eventId }), body, actor: caller.actor });
    if (kept.kind === 'id-taken') {
      throw new RefusedProblem('EVENT_ID_TAKEN', 'Another event has come under this `webhook-id`.', {}, 409);
    }
    const { id } = kept.event;
    const isOver = wait === 'matched' && (await this.line.applyThrough(kept.event, patienceMs));
    if (!isOver) await this.jobs.nudge('events', recordEventJob, id);
    const event = await findEvent(db, id, caller.actor);
    void reply.status(event && event.state !== 'RECEIVED' ? 200 : 202);
    return { ...(event ?? { id }), duplicate: !kept.isNew, status: `/records/${source}/${id}` };
  }

  @Needs('deliver SourceRecord')
  @Get(':source/:id')
  async event(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<KeptEvent> {
    const found = validate(id) ? await findEvent(this.database.db, id, caller.actor) : undefined;
    if (!found) throw new NotFoundProblem('There is no such event of yours.');
    return found;
  }

  #checkSignature(source: string, request: FastifyRequest, body: Buffer): void {
    const secret = Object.hasOwn(this.secrets.of, source) ? this.secrets.of[source] : undefined;
    if (secret === undefined) return;
    const headers = {
      id: headerOf(request, 'webhook-id'),
      timestamp: headerOf(request, 'webhook-timestamp'),
      signature: headerOf(request, 'webhook-signature'),
    };
    if (!isSigned(body, headers, secret, new Date())) {
      throw new RefusedProblem(
        'BAD_SIGNATURE',
        'The signature does not fit, or is over five minutes old.',
        {},
        401,
      );
    }
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
