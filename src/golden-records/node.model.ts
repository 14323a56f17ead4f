import { Field, ID, InterfaceType } from '@nestjs/graphql';
import type { Domain } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';

/** Relay’s global object identification. Ids of golden records are UUIDs and those of source records are numbers: what
 *  an id means needs no wrapping. */
@InterfaceType('Node', {
  description: 'Something that `node(id:)` finds by its id alone: a golden record or a source record.',
  resolveType: (node: { readonly domain: Domain }) =>
    'believed' in node ? domainDeclarations[node.domain].type : 'SourceRecord',
})
export class NodeModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}
