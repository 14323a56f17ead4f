import { attributeLabel } from '../records/attribute-words.js';
import classes from './Waterfall.module.css';

interface Part {
  readonly attribute: string;
  readonly level: string;
  readonly bits: number;
}

interface Props {
  readonly prior: number;
  readonly parts: readonly Part[];
  readonly weight: number;
}

interface Step {
  readonly label: string;
  readonly note: string;
  readonly bits: number;
  readonly from: number;
  readonly to: number;
  readonly isTotal: boolean;
}

/** How a weight comes about: where any two begin, what each comparison adds or takes, and where that ends. */
export function Waterfall({ prior, parts, weight }: Props) {
  const steps = stepsOf({ prior, parts, weight });
  const edges = steps.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...edges), Math.max(0, ...edges)];
  const place = (bits: number) => (100 * (bits - low)) / (high - low || 1);
  return (
    <table className={classes.table} aria-label="What each comparison adds">
      <thead className={classes.head}>
        <tr>
          <th scope="col">Compared</th>
          <th scope="col">How</th>
          <th scope="col">Bits</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {steps.map(({ label, note, bits, from, to, isTotal }) => (
          <tr key={`${label} ${note}`} data-total={isTotal || undefined}>
            <th scope="row">{label}</th>
            <td className={classes.note}>{note}</td>
            <td className={classes.bits}>{signed(bits, isTotal)}</td>
            <td className={classes.track} aria-hidden>
              <span className={classes.zero} style={{ left: `${place(0)}%` }} />
              <span
                className={classes.bar}
                data-sign={isTotal ? 'total' : bits < 0 ? 'less' : 'more'}
                style={{
                  left: `${Math.min(place(from), place(to))}%`,
                  width: `max(2px, ${Math.abs(place(to) - place(from))}%)`,
                }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stepsOf({ prior, parts, weight }: Props): readonly Step[] {
  let reached = prior;
  const compared = parts.map(({ attribute, level, bits }) => {
    const from = reached;
    reached += bits;
    return { label: attributeLabel(attribute), note: level, bits, from, to: reached, isTotal: false };
  });
  return [
    { label: 'Any two', note: 'before a look', bits: prior, from: 0, to: prior, isTotal: true },
    ...compared,
    { label: 'Together', note: '', bits: weight, from: 0, to: weight, isTotal: true },
  ];
}

function signed(bits: number, isTotal: boolean): string {
  const text = Math.abs(bits).toFixed(1);
  if (text === '0.0') return text;
  if (bits < 0) return `−${text}`;
  return isTotal ? text : `+${text}`;
}
