import { parentPort, workerData } from 'node:worker_threads';
import type { Domain } from '../../golden-records/domain.js';
import type { Table } from '../tables/table.js';
import { learnParameters } from './learn-model.js';

/* Learns in a thread of its own: it takes the processor for seconds, and its process has other work. */

const { domain, table } = workerData as { domain: Domain; table: Table };
parentPort?.postMessage(learnParameters(domain, table));
