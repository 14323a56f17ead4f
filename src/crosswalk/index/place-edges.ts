import type { PlaceEdge } from '../../golden-records/relations/location-tree.queries.js';
import { span } from './copied-fields.js';
import type { ResolveIndex } from './resolve-index.js';

/** Takes an edge of the tree of places into the index. */
export function addEdge(index: ResolveIndex, edge: PlaceEdge): void {
  const { id, childId, parentId, validFrom, validTo, fromRevision, toRevision } = edge;
  index.addPlace(childId, parentId, { id, ...span(validFrom, validTo, fromRevision, toRevision) });
}
