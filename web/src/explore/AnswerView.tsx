import type { ReactNode } from 'react';
import { recordAddress } from '../records/list-address.js';
import { Link } from '../shell/Link.js';
import { Notice } from '../shell/Notice.js';
import { sentence } from '../shell/words.js';
import classes from './AnswerView.module.css';
import { PathDrawing } from './PathDrawing.js';
import { QuantityView } from './QuantityView.js';
import type { GoldenRecordNamed, Resolution, ResolvedTarget, ResolveInput } from './resolve.graphql.js';
import { StatusBadge } from './StatusBadge.js';
import { statusWords } from './status-words.js';
import { TargetList, validity } from './TargetList.js';
import { Warnings } from './Warnings.js';

interface Props {
  readonly question: ResolveInput;
  readonly resolution: Resolution;
  titleOf(system: string): string;
  /** What can be done about an alternative. */
  actionOf?(target: ResolvedTarget): ReactNode;
}

/** One answer as the hub gave it: how it ended, the code, why not, the way there. */
export function AnswerView({ question, resolution, titleOf, actionOf }: Props) {
  const { status, problem, warnings, alternatives, path, revision, stale, missId } = resolution;
  const { consequence } = statusWords[status];
  const target = resolution.targets[0];
  return (
    <article className={classes.answer} aria-label="Answer">
      <header className={classes.head}>
        <StatusBadge status={status} />
        <span className={classes.when}>
          {question.asOf ? `as of ${question.asOf}, ` : ''}at revision{' '}
          <span className="figure">{revision}</span>
        </span>
      </header>
      {target && (
        <div className={classes.target}>
          <strong className={`${classes.code} code`}>{target.code}</strong>
          <span className={classes.display}>{target.display ?? 'It has no name here.'}</span>
        </div>
      )}
      <GoldenRecords asked={resolution.golden} answered={target?.golden ?? null} />
      {target?.quantity && <QuantityView asked={question} quantity={target.quantity} />}
      <Warnings warnings={warnings} />
      {problem && (
        <p className={classes.problem}>
          {sentence(problem.message)} <span className={`${classes.problemCode} code`}>{problem.code}</span>
        </p>
      )}
      {consequence && <p className={classes.consequence}>{consequence}</p>}
      {alternatives.length > 0 && <TargetList targets={alternatives} actionOf={actionOf} />}
      {(status === 'RESOLVED' || status === 'UNRESOLVED') && (
        <PathDrawing
          question={question}
          path={path}
          breaksOff={breakOf(resolution)}
          titleOf={titleOf}
          recordNames={recordNames(resolution)}
        />
      )}
      {target && <p className={classes.aside}>{validity(target)}</p>}
      {missId && question.record && (
        <p className={classes.aside}>It is among the open misses for a person to decide.</p>
      )}
      {stale && (
        <Notice tone="warn">
          The hub cannot reach its database: this is what it knew last, and newer facts may exist.
        </Notice>
      )}
    </article>
  );
}

/** The golden records the answer names, by id: a path goes over their ids. */
function recordNames({ golden, targets }: Resolution): ReadonlyMap<string, string> {
  const named = [golden, ...targets.map((target) => target.golden)];
  return new Map(named.flatMap((record) => (record ? [[record.id, record.name]] : [])));
}

interface GoldenRecordsProps {
  readonly asked: GoldenRecordNamed | null;
  readonly answered: GoldenRecordNamed | null;
}

/** The things that the code asked and the code answered stand for; one link where they are the same. */
function GoldenRecords({ asked, answered }: GoldenRecordsProps) {
  const other = answered?.id === asked?.id ? null : answered;
  if (!asked && !other) return null;
  return (
    <p className={classes.golden}>
      {asked && <RecordLink record={asked}>Golden record</RecordLink>}
      {other && <RecordLink record={other}>Record of the answer</RecordLink>}
    </p>
  );
}

function RecordLink({
  record,
  children,
}: {
  readonly record: GoldenRecordNamed;
  readonly children: ReactNode;
}) {
  return (
    <span>
      {children}:{' '}
      <Link href={recordAddress(record.id)} title={record.name}>
        {record.name}
      </Link>
    </span>
  );
}

function breakOf({ status, problem }: Resolution): string | null {
  if (status === 'RESOLVED') return null;
  return problem?.code === 'NO_CONVERSION' || problem?.code === 'ASSORTMENT'
    ? 'nothing converts it'
    : 'nothing leads on';
}
