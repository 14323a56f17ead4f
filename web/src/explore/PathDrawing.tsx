import { Fragment } from 'react';
import { purposeWords, relationshipWords } from '../shell/words.js';
import classes from './PathDrawing.module.css';
import type { ResolveInput, ResolveStep } from './resolve.graphql.js';

interface Props {
  readonly question: ResolveInput;
  readonly path: readonly ResolveStep[];
  titleOf(system: string): string;
}

/** The way from the question to the answer, hop by hop. Where no hop leads on, the arrow breaks off. */
export function PathDrawing({ question, path, titleOf }: Props) {
  const first = path[0];
  return (
    <ol className={classes.path} aria-label="Path">
      <PathNode
        code={first?.fromCode ?? question.code}
        system={titleOf(first?.fromSystem ?? question.system)}
      />
      {path.map((step) => (
        <Fragment key={step.id}>
          <PathHop
            words={purposeWords[step.purpose]}
            detail={relationshipWords[step.relationship]}
            id={step.id}
          />
          <PathNode code={step.toCode} system={titleOf(step.toSystem)} reached />
        </Fragment>
      ))}
      {path.length === 0 && (
        <>
          <PathHop words="nothing leads on" broken />
          <PathNode code="?" system={titleOf(question.target)} missing />
        </>
      )}
    </ol>
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
  readonly id?: string;
  readonly broken?: boolean;
}

function PathHop({ words, detail, id, broken = false }: HopProps) {
  return (
    <li className={classes.hop} title={id && `Mapping ${id}`} data-broken={broken || undefined}>
      <span className={classes.purpose}>{words}</span>
      <svg className={classes.arrow} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" y1="6" x2={broken ? 62 : 100} y2="6" vectorEffect="non-scaling-stroke" />
      </svg>
      {detail && <span className={classes.detail}>{detail}</span>}
    </li>
  );
}
