import type { ReactNode } from 'react';
import { attributeLabel, valueWords } from '../records/attribute-words.js';
import type { DomainDeclaration } from '../records/domains.graphql.js';
import { Differing } from './Differing.js';
import classes from './SideBySide.module.css';

export interface Side {
  readonly id: string;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

interface Props {
  readonly label: string;
  readonly sides: readonly Side[];
  readonly declared: DomainDeclaration | undefined;
  readonly onlyDiffering: boolean;
  /** What stands behind each line, such as what would survive. */
  readonly last?: { readonly title: string; of(attribute: string): ReactNode };
}

/** Things side by side, line by line, with what differs from the first marked within the text. */
export function SideBySide({ label, sides, declared, onlyDiffering, last }: Props) {
  const attributes = attributesOf(sides, declared).filter(
    (attribute) => !onlyDiffering || differs(attribute, sides),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        <thead className={classes.head}>
          <tr>
            <td className={classes.corner} />
            {sides.map(({ id, title, note }) => (
              <th key={id} scope="col">
                <span className={classes.title}>{title}</span>
                {note && <span className={classes.note}>{note}</span>}
              </th>
            ))}
            {last && <th scope="col">{last.title}</th>}
          </tr>
        </thead>
        <tbody>
          {attributes.map((attribute) => (
            <tr key={attribute} data-differs={differs(attribute, sides) || undefined}>
              <th scope="row">{attributeLabel(attribute)}</th>
              {sides.map((side, place) => (
                <Cell
                  key={side.id}
                  words={wordsOf(side, attribute, declared)}
                  others={wordsOf(sides[place === 0 ? 1 : 0], attribute, declared)}
                />
              ))}
              {last && <td>{last.of(attribute)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  readonly words: readonly string[] | undefined;
  readonly others: readonly string[] | undefined;
}

function Cell({ words, others }: CellProps) {
  if (!words || words.length === 0) {
    return (
      <td className={classes.silent}>
        <span role="img" aria-label="says nothing">
          –
        </span>
      </td>
    );
  }
  const other = others?.join('; ');
  return (
    <td>{other === undefined ? words.join('; ') : <Differing text={words.join('; ')} other={other} />}</td>
  );
}

function wordsOf(side: Side | undefined, attribute: string, declared: DomainDeclaration | undefined) {
  const kind = declared?.attributes.find(({ name }) => name === attribute);
  return side?.values.get(attribute)?.map((value) => valueWords(value, kind));
}

/** Both say it, and not the same. Silence contradicts nobody. */
function differs(attribute: string, sides: readonly Side[]): boolean {
  const [first, ...others] = sides.flatMap(({ values }) => values.get(attribute)?.join('\n') ?? []);
  return others.some((other) => other.toLowerCase() !== first?.toLowerCase());
}

/** In the order of the domain's declaration, then those it does not know. */
function attributesOf(sides: readonly Side[], declared: DomainDeclaration | undefined): readonly string[] {
  const said = new Set(sides.flatMap(({ values }) => [...values.keys()]));
  const known = declared?.attributes.map(({ name }) => name).filter((name) => said.has(name)) ?? [];
  return [...new Set([...known, ...said])];
}
