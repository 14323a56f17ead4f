import { SetMetadata } from '@nestjs/common';
import type { Need } from './ability.js';

export const needsKey = 'concord:needs';

/** Names the ability that a query, mutation or route needs. One without it is denied to everybody. */
export const Needs = (need: Need) => SetMetadata(needsKey, need);
