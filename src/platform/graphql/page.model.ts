import { type Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { z } from 'zod';
import { refusal } from './format-error.js';
import { limits } from './limits.js';
import type { Page, PageStart } from './page.js';

@ObjectType({ description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field({ description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page.' })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: `Rows of the page, 1 to ${limits.page}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: '`endCursor` of the page before.' })
  after?: string | null;
}

/** The connection type of a list, after the Relay specification. */
export function connectionOf<Node>(name: string, node: () => Type<Node>): Type<Page<Node>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page.` })
  class Edge {
    @Field({ description: 'Where this one stands in the list.' })
    cursor!: string;

    @Field(node, { description: 'The thing itself.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list; each edge holds one ${name}.` })
  class Connection {
    @Field(() => [Edge], { description: 'In order.' })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'Whether and how to go on.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}

/** Size of a page, checked. */
export function readFirst(first: number): number {
  if (first < 1 || first > limits.page) throw refusal('BAD_ARGUMENT', `first is 1 to ${limits.page}.`);
  return first;
}

/** Size and start of a page, checked. A cursor is a JSON array of the list’s sort values, base64url; `key` is their
 *  shape, since a caller may write one by hand. */
export function readPage<Key>({ first, after }: PageArgs, key: z.ZodType<Key>): PageStart<Key> {
  return { first: readFirst(first), after: after ? readCursor(after, key) : null };
}

function readCursor<Key>(cursor: string, key: z.ZodType<Key>): Key {
  const read = key.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!read.success) throw refusal('BAD_ARGUMENT', 'after is not a cursor of this list.');
  return read.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
