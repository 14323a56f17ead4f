import 'reflect-metadata';
import fastifyStatic from '@fastify/static';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { staleAfterMs } from '../crosswalk/index/index-follower.js';
import { MissRecorder, missRecordedJob } from '../crosswalk/miss-recorder.js';
import { authenticateRequests } from '../platform/access/authenticate.js';
import { Authenticator } from '../platform/access/authenticator.js';
import type { Db } from '../platform/db/db.js';
import { limits } from '../platform/graphql/limits.js';
import { byteLimit } from '../platform/http/byte-limit.js';
import { keepRawBodies } from '../platform/http/raw-body.js';
import { answerUnroutable, securityHeaders } from '../platform/http/security-headers.js';
import { answerOnce } from '../platform/idempotency/idempotent-requests.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Journal } from '../platform/journal/journal.js';
import { logError } from '../platform/telemetry/log.js';
import { nestLog } from '../platform/telemetry/nest-log.js';
import { type OpenedIndex, openIndex } from './api-index.js';
import { ApiModule } from './api-module.js';
import { isOpenRoute, pages } from './open-routes.js';
import { roles } from './roles.js';

export interface ApiOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly timeZone: string;
  readonly maxUploadBytes: number;
  /** Source system → the secret with which it signs what it sends to `POST /records/:source`. */
  readonly signingSecrets?: Readonly<Record<string, string>> | undefined;
  /** How long the outcome of a request with an idempotency key is kept. */
  readonly idempotencyHours?: number | undefined;
  /** Folder where misses are kept while the database is away; without one they are lost then. */
  readonly journalFolder?: string | undefined;
  readonly journalBytes?: number | undefined;
  /** Folder of the built web app; none is served if absent. */
  readonly webFolder?: string;
}

export interface RunningApi {
  /** As in http://127.0.0.1:4000. */
  readonly address: string;
  /** Every route, for the test that walks them. */
  readonly routes: readonly { method: string; url: string }[];
  readonly app: NestFastifyApplication;
  stop(): Promise<void>;
}

const missNudgeMs = 200;
const standardJournalBytes = 64 * 1024 * 1024;
/** A connection over which nothing moves is cut. */
const silenceMs = 120_000;

/** Builds the index, starts answering, and stops in order: requests under way are finished, misses written. */
export async function startApi(
  options: ApiOptions,
  { db, follower, built }: OpenedIndex = openIndex(options),
): Promise<RunningApi> {
  const jobs = new Jobs({
    databaseUrl: options.databaseUrl,
    redisUrl: options.redisUrl,
    report: (error) => logError('nudging a job', error),
  });
  const aside = options.journalFolder && {
    journal: await Journal.open(options.journalFolder, options.journalBytes ?? standardJournalBytes),
    isAway: () => follower.ageMs > staleAfterMs,
  };
  const wake = () => {
    jobs
      .nudge('upkeep', missRecordedJob, '', missNudgeMs)
      .catch((error: unknown) => logError('nudging a job', error));
  };
  const misses = new MissRecorder(db, wake, aside || undefined);
  await built;
  const adapter = new FastifyAdapter({
    bodyLimit: limits.bodyBytes,
    trustProxy: false,
    connectionTimeout: silenceMs,
    frameworkErrors: answerUnroutable,
  });
  const routes: { method: string; url: string }[] = [];
  await prepareServer(adapter.getInstance() as unknown as FastifyInstance, options, db, routes);
  const module = ApiModule.with({
    ...{ db, jobs, follower, misses, timeZone: options.timeZone },
    signingSecrets: options.signingSecrets,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLog,
    abortOnError: false,
  });
  await app.listen(options.port, options.host);
  return {
    address: await app.getUrl(),
    routes,
    app,
    stop: async () => {
      await app.close();
      await misses.drain();
      await follower.stop();
      await jobs.close();
      await db.$client.end({ timeout: 5 });
    },
  };
}

async function prepareServer(
  server: FastifyInstance,
  options: ApiOptions,
  db: Db,
  routes: { method: string; url: string }[],
): Promise<void> {
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, url });
  });
  authenticateRequests(server, new Authenticator(db, roles), isOpenRoute);
  answerOnce(server, { db, hoursKept: options.idempotencyHours ?? 24, shownOnce: ['createApiKey'] });
  keepRawBodies(server, (route) => route === recordsRoute, limits.bodyBytes);
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(securityHeaders);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    // The rest of the body is not read, so nothing else can come over this connection.
    if (reply.statusCode === 413) reply.header('connection', 'close');
  });
  server.addContentTypeParser(
    ['text/csv', 'text/plain', 'application/octet-stream'],
    (request, payload, done) => {
      if (request.routeOptions.url !== uploadRoute) return done(new UnsupportedMediaTypeException());
      const limited = byteLimit(options.maxUploadBytes);
      payload.on('error', (error) => limited.destroy(error));
      payload.on('aborted', () => limited.destroy(new Error('the upload broke off')));
      return done(null, payload.pipe(limited));
    },
  );
  if (!options.webFolder) return;
  await server.register(fastifyStatic, { root: options.webFolder, wildcard: false });
  for (const page of pages) server.get(page, (_request, reply) => reply.sendFile('index.html'));
}

/** The route whose bodies may be signed. */
const recordsRoute = '/records/:source';

/** The one route that takes a file; elsewhere a body that is no JSON is refused unread. */
const uploadRoute = '/imports/:profile';
