import { type Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { refusal } from './format-error.js';
import { limits } from './limits.js';
import type { Page } from './page.js';

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

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${name}.` })
  class Connection {
    @Field(() => [Edge], { description: 'In order.' })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'Whether and how to go on.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}

/** Size and start of a page, checked. The cursor is a JSON array of sort values, base64url. */
export function readPage(args: PageArgs): { first: number; after: readonly (string | number)[] | null } {
  if (args.first < 1 || args.first > limits.page)
    throw refusal('BAD_ARGUMENT', `first is 1 to ${limits.page}.`);
  return { first: args.first, after: args.after ? readCursor(args.after) : null };
}

function readCursor(cursor: string): readonly (string | number)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.every((value) => typeof value === 'string' || typeof value === 'number')
    ) {
      return values;
    }
  } catch {
    // falls through to the refusal
  }
  throw refusal('BAD_ARGUMENT', 'after is not a cursor of this list.');
}
