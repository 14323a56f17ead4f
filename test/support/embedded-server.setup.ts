import type { TestProject } from 'vitest/node';
import { startOwnServer } from './own-server.js';

/** A PostgreSQL server of our own for one run of the database suites, without fsync. */
export default async function setup(project: TestProject) {
  const { server, stop } = await startOwnServer();
  project.provide('server', server);
  return stop;
}
