import { SetMetadata } from '@nestjs/common';

export const openToAllKey = 'concord:open-to-all';

/** Marks a route that answers without a key: health, and nothing that holds data. */
export const OpenToAll = () => SetMetadata(openToAllKey, true);
