import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { validate } from 'uuid';
import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { ForbiddenProblem } from '../platform/access/access-problem.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { TooLargeError } from '../platform/http/byte-limit.js';
import { BadRequestProblem, NotFoundProblem, RefusedProblem } from '../platform/http/request-problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { type DeliveryStatement, readStatement } from './delivery-statement.js';
import { importJob } from './import.job.js';
import type { ImportModel } from './import.model.js';
import { findImport, rejectedRows } from './import.queries.js';
import { homeSystem } from './profile.js';
import { profiles } from './profiles.js';
import { rejectedCsv } from './rejected-csv.js';
import { receive } from './run-import.js';

/** Files over HTTP: the upload streams into the database; a worker does the rest. */
@Controller('imports')
export class ImportController {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  @Needs('deliver Import')
  @Post(':profile')
  @HttpCode(202)
  async deliver(
    @Param('profile') key: string,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<{ id: string; status: string }> {
    const profile = profiles.get(key);
    if (!profile) throw new NotFoundProblem('There is no such import profile.');
    if (!mayInSystem(caller.ability, 'deliver Import', homeSystem(profile))) {
      throw new ForbiddenProblem('Your key is confined to other code systems.');
    }
    if (!(request.body instanceof Readable)) {
      throw new RefusedProblem(
        'NOT_A_FILE',
        'Send the file itself as the body, e.g. with content-type text/csv.',
        {},
        415,
      );
    }
    const statement = statementOf(request);
    if (statement.edition !== undefined && !profile.editions)
      throw new BadRequestProblem(['Files of this profile are no editions of a code system.']);
    const id = await receive(this.database.db, {
      profile,
      fileName: fileNameOf(request),
      actor: caller.actor,
      stream: request.body,
      statement,
    }).catch((error: unknown) => {
      if (error instanceof TooLargeError) throw new RefusedProblem('TOO_LARGE', error.message, {}, 413);
      throw error;
    });
    await this.jobs.nudge('imports', importJob, id);
    return { id, status: `/imports/${id}` };
  }

  @Needs('read Import')
  @Get(':id')
  async status(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<ImportModel> {
    return this.#find(id, caller);
  }

  @Needs('read Import')
  @Get(':id/rejected.csv')
  async rejected(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id: known } = await this.#find(id, caller);
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="rejected-${known}.csv"`)
      .send(Readable.from(rejectedCsv(rejectedRows(this.database.db, known))));
  }

  async #find(id: string, caller: Caller): Promise<ImportModel> {
    const found = validate(id) ? await findImport(this.database.db, caller.ability, id) : undefined;
    if (!found) throw new NotFoundProblem('There is no such import.');
    return found;
  }
}

/** `?extracted=MOMENT&delivers=snapshot|delta&edition=NAME&effective=DAY`. */
function statementOf(request: FastifyRequest): DeliveryStatement {
  const { searchParams } = new URL(request.url, 'http://hub');
  const read = readStatement(
    {
      extracted: searchParams.get('extracted') ?? undefined,
      delivers: searchParams.get('delivers') ?? undefined,
      edition: searchParams.get('edition') ?? undefined,
      effective: searchParams.get('effective') ?? undefined,
    },
    new Date(),
  );
  if (read.kind === 'refused') throw new BadRequestProblem([read.sentence]);
  return read.statement;
}

/** `?file=NAME`, only for people to read. */
function fileNameOf(request: FastifyRequest): string {
  const name = new URL(request.url, 'http://hub').searchParams.get('file') ?? '';
  return name.toWellFormed().replaceAll('\0', '') || 'upload';
}
