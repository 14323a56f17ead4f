import { Fragment } from 'react';
import { recordAddress } from '../records/list-address.js';
import { Link } from '../shell/Link.js';
import classes from './PathDrawing.module.css';
import type { ResolveInput, ResolveStep } from './resolve.graphql.js';
import { wordsOf } from './step-words.js';
import { unitCaption } from './unit-words.js';

interface Props {
  readonly question: ResolveInput;
  readonly path: readonly ResolveStep[];
  /** Why the last arrow breaks off; null where the path leads to an answer. */
  readonly breaksOff: string | null;
  titleOf(system: string): string;
  /** What golden records on the way are called, by id. */
  readonly recordNames: ReadonlyMap<string, string>;
}

/** The system of a path's golden records, whose codes are their ids. */
const goldenSystem = 'golden';

/** The way from the question to the answer, hop by hop: codes on one line, and units, which begin anew, below. */
export function PathDrawing({ question, path, breaksOff, titleOf, recordNames }: Props) {
  const [codes = [], ...others] = linesOf(path);
  const start = codes[0] ?? { fromSystem: question.system, fromCode: question.code };
  return (
    <div className={classes.drawing}>
      <ol className={classes.path} aria-label="Path">
        <CodeNode
          code={start.fromCode}
          system={start.fromSystem}
          caption={titleOf(start.fromSystem)}
          recordNames={recordNames}
        />
        <Steps steps={codes} captionOf={titleOf} recordNames={recordNames} />
        {breaksOff && (
          <>
            <PathHop words={breaksOff} broken />
            <PathNode code="?" system={titleOf(question.target)} missing />
          </>
        )}
      </ol>
      {others.map((steps) => (
        <UnitLine key={keyOf(steps[0])} steps={steps} titleOf={titleOf} />
      ))}
    </div>
  );
}

function UnitLine({
  steps,
  titleOf,
}: {
  readonly steps: readonly ResolveStep[];
  titleOf(system: string): string;
}) {
  const [first] = steps;
  if (!first) return null;
  const captionOf = (system: string, code: string) =>
    first.kind === 'CONVERSION' ? unitCaption(system, code) : titleOf(system);
  return (
    <ol className={classes.path} aria-label={first.kind === 'CONVERSION' ? 'Units' : 'Further steps'}>
      <PathNode code={first.fromCode} system={captionOf(first.fromSystem, first.fromCode)} />
      <Steps steps={steps} captionOf={captionOf} />
    </ol>
  );
}

interface StepsProps {
  readonly steps: readonly ResolveStep[];
  readonly recordNames?: ReadonlyMap<string, string>;
  captionOf(system: string, code: string): string;
}

function Steps({ steps, captionOf, recordNames = new Map() }: StepsProps) {
  return steps.map((step) => (
    <Fragment key={keyOf(step)}>
      <PathHop {...wordsOf(step)} />
      <CodeNode
        code={step.toCode}
        system={step.toSystem}
        caption={captionOf(step.toSystem, step.toCode)}
        recordNames={recordNames}
        reached
      />
    </Fragment>
  ));
}

/** A step that does not begin where the one before it ended begins a line of its own. */
function linesOf(path: readonly ResolveStep[]): readonly (readonly ResolveStep[])[] {
  const lines: ResolveStep[][] = [];
  let before: ResolveStep | undefined;
  for (const step of path) {
    const goesOn = before?.toSystem === step.fromSystem && before.toCode === step.fromCode;
    if (goesOn) lines.at(-1)?.push(step);
    else lines.push([step]);
    before = step;
  }
  return lines;
}

/** The id alone would not do: factors between physical units share one. */
function keyOf(step: ResolveStep | undefined): string {
  return step ? [step.kind, step.fromSystem, step.fromCode, step.toSystem, step.toCode].join('|') : '';
}

interface CodeNodeProps {
  readonly code: string;
  readonly system: string;
  readonly caption: string;
  readonly recordNames: ReadonlyMap<string, string>;
  readonly reached?: boolean;
}

/** A code as it is; a golden record by its name, as the way to its page. */
function CodeNode({ code, system, caption, recordNames, reached = false }: CodeNodeProps) {
  if (system !== goldenSystem) return <PathNode code={code} system={caption} reached={reached} />;
  const name = recordNames.get(code);
  return (
    <li className={classes.node} data-reached={reached || undefined}>
      <Link className={classes.record} href={recordAddress(code)} title={name ?? code}>
        {name ?? 'a golden record'}
      </Link>
      {name && <span className={classes.system}>golden record</span>}
    </li>
  );
}

interface NodeProps {
  readonly code: string;
  readonly system: string;
  readonly reached?: boolean;
  readonly missing?: boolean;
}

function PathNode({ code, system, reached = false, missing = false }: NodeProps) {
  return (
    <li className={classes.node} data-reached={reached || undefined} data-missing={missing || undefined}>
      <span className={`${classes.code} code`}>{code}</span>
      <span className={classes.system}>{system}</span>
    </li>
  );
}

interface HopProps {
  readonly words: string;
  readonly detail?: string;
  readonly carrier?: string;
  readonly broken?: boolean;
}

function PathHop({ words, detail, carrier, broken = false }: HopProps) {
  return (
    <li className={classes.hop} title={carrier} data-broken={broken || undefined}>
      <span className={classes.purpose}>{words}</span>
      <svg className={classes.arrow} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" y1="6" x2={broken ? 62 : 100} y2="6" vectorEffect="non-scaling-stroke" />
      </svg>
      {detail && <span className={classes.detail}>{detail}</span>}
    </li>
  );
}
