import { normalText, wordsOf } from '../text/normal-text.js';
import { type ColumnKind, type ColumnProfile, profileColumn } from './column-kind.js';
import { type PackagingRole, packagingRoles } from './packaging-columns.js';
import type { Table } from './table.js';

/** What two records are compared by: a column of each table (of one table twice the same). */
export interface Attribute {
  readonly name: string;
  readonly kind: Exclude<ColumnKind, 'nothing'>;
  /** Places in `columns`. */
  readonly left: number;
  readonly right: number;
  /** What it says of the package; in one table only, for two may name one product by each and by box. */
  readonly packaging?: PackagingRole;
}

/** Likeness of name and content below which two columns are not the same attribute. */
const leastLikeness = 0.5;

/** Every column of a table that holds something to compare. */
export function attributesOfOne(table: Table): Attribute[] {
  const roles = packagingRoles(table.cells);
  return table.columns.flatMap((name, column) => {
    const { kind, filled } = profileColumn(table.cells[column]!);
    if (kind === 'nothing' || filled < 0.01 * table.ids.length) return [];
    const packaging = roles.get(column);
    const attribute = { name: name || `column ${column + 1}`, kind, left: column, right: column };
    return [packaging ? { ...attribute, packaging } : attribute];
  });
}

/** Pairs columns of two tables, most alike first: the same name decides; else names that share a word and values of the
 *  same kind that overlap. Each column is taken once. */
export function alignColumns(left: Table, right: Table): Attribute[] {
  const lefts = left.cells.map((cells) => profileColumn(cells));
  const rights = right.cells.map((cells) => profileColumn(cells));
  const possible: { l: number; r: number; likeness: number }[] = [];
  for (let l = 0; l < lefts.length; l++)
    for (let r = 0; r < rights.length; r++) {
      const likeness = likenessOf(column(left, l, lefts[l]!), column(right, r, rights[r]!));
      if (likeness >= leastLikeness) possible.push({ l, r, likeness });
    }
  possible.sort((x, y) => y.likeness - x.likeness || x.l - y.l || x.r - y.r);
  const takenL = new Set<number>();
  const takenR = new Set<number>();
  const attributes: Attribute[] = [];
  for (const { l, r } of possible) {
    if (takenL.has(l) || takenR.has(r)) continue;
    takenL.add(l);
    takenR.add(r);
    const kind = commonKind(lefts[l]!.kind, rights[r]!.kind);
    if (kind !== 'nothing') attributes.push({ name: left.columns[l]!, kind, left: l, right: r });
  }
  return attributes.sort((a, b) => a.left - b.left);
}

interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  readonly profile: ColumnProfile;
}

function column(table: Table, at: number, profile: ColumnProfile): Column {
  return { name: table.columns[at]!, cells: table.cells[at]!, profile };
}

function likenessOf(a: Column, b: Column): number {
  if (commonKind(a.profile.kind, b.profile.kind) === 'nothing') return 0;
  if (normalText(a.name) === normalText(b.name)) return 2;
  if (family(a.profile.kind) !== family(b.profile.kind)) return 0;
  const names = overlap(nameWords(a.name), nameWords(b.name));
  const values = overlap(sampleOf(a.cells), sampleOf(b.cells));
  return names > 0 ? names + values : values >= 0.3 ? leastLikeness + values : 0;
}

/** Words of a column’s name: `birthYear`, `birth_date`, `Birth date`. */
function nameWords(name: string): Set<string> {
  return new Set(
    wordsOf(normalText(name.replace(/([a-z])([A-Z])/g, '$1 $2'))).map(
      (word) => word.replace(/minutes$/, '') || word,
    ),
  );
}

function sampleOf(cells: readonly string[]): Set<string> {
  return new Set(cells.slice(0, 3_000).flatMap((cell) => wordsOf(normalText(cell)).slice(0, 8)));
}

/** Shared / size of the smaller, 0 to 1. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  const smaller = Math.min(a.size, b.size);
  return smaller === 0 ? 0 : shared / smaller;
}

function family(kind: ColumnKind): string {
  return kind === 'long text' ? 'text' : kind;
}

/** Two columns of one attribute are compared by what holds for both: text, unless both are of the same kind. */
function commonKind(a: ColumnKind, b: ColumnKind): ColumnKind {
  if (a === b) return a;
  if (a === 'nothing' || b === 'nothing') return 'nothing';
  if (a === 'text' || b === 'text') return 'text';
  if (a === 'long text' || b === 'long text') return 'text';
  return 'code';
}
