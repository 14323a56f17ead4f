import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IndexFollower, staleAfterMs } from '../crosswalk/index/index-follower.js';
import { OpenToAll } from '../platform/access/open-to-all.js';

@Controller('health')
export class HealthController {
  constructor(@Inject(IndexFollower) private readonly follower: IndexFollower) {}

  @OpenToAll()
  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** Ready once the index stands; degraded, with its age, while the database is out of reach. */
  @OpenToAll()
  @Get('ready')
  ready(@Res() reply: FastifyReply): void {
    const { ageMs } = this.follower;
    if (ageMs === Number.POSITIVE_INFINITY) void reply.status(503).send({ status: 'starting' });
    else if (ageMs > staleAfterMs) void reply.send({ status: 'degraded', ageMs: Math.round(ageMs) });
    else void reply.send({ status: 'ready', revision: String(this.follower.index.revision) });
  }
}
