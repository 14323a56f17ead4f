import { Button, Kbd, NativeSelect, Skeleton, Switch, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import type { CodeSystem } from '../overview/overview.graphql.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Panel } from '../shell/Panel.js';
import { AnswerView } from './AnswerView.js';
import type { CodeAsked } from './code-address.js';
import { type QuantityAsked, QuantityFields, quantityOf } from './QuantityFields.js';
import classes from './ResolveBox.module.css';
import type { Resolution } from './resolve.graphql.js';
import { type Asking, useResolve } from './useResolve.js';

interface Props {
  readonly systems: readonly CodeSystem[];
  /** What the form begins with, for somebody who came by the link of a code. */
  readonly start: CodeAsked | undefined;
  readonly codeField: RefObject<HTMLInputElement | null>;
  titleOf(system: string): string;
  onAnswered(resolution: Resolution): void;
}

const usualSystem = 'wellstar-supply';
const usualTarget = 'wellstar-charge';

/** Asks the hub as a caller would, and shows what the caller would get. */
export function ResolveBox({ systems, start, codeField, titleOf, onAnswered }: Props) {
  const { asking, resolve } = useResolve();
  const [system, setSystem] = useState(start?.system);
  const [issuer, setIssuer] = useState(start?.issuer);
  const [target, setTarget] = useState<string>();
  const [code, setCode] = useState(start?.code ?? '');
  const [asOf, setAsOf] = useState('');
  const [quantity, setQuantity] = useState<QuantityAsked>();
  const [traceless, setTraceless] = useState(false);
  const [empty, setEmpty] = useState(false);
  const asked = system ?? usual(systems, usualSystem, 0);
  const wanted = target ?? usual(othersThan(start?.system, systems), usualTarget, start ? 0 : 1);
  const options = systems.map(({ key, title }) => ({ value: key, label: title }));

  useEffect(() => {
    if (start) codeField.current?.focus();
  }, [start, codeField]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(code.trim() === '');
    if (code.trim() === '') return codeField.current?.focus();
    const question = {
      ...{ system: asked, code, target: wanted, record: !traceless },
      ...(issuer && { issuer }),
      ...(asOf && { asOf }),
      ...quantityOf(quantity),
    };
    const resolution = await resolve(question);
    if (resolution) onAnswered(resolution);
  };

  return (
    <Panel title="Ask for a code">
      <form className={classes.form} onSubmit={submit} onKeyDown={leaveOnEscape} noValidate>
        <NativeSelect
          label="From system"
          className={classes.from}
          data={options}
          value={asked}
          onChange={(event) => {
            setSystem(event.currentTarget.value);
            setIssuer(undefined);
          }}
        />
        <NativeSelect
          label="To system"
          className={classes.to}
          data={options}
          value={wanted}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        <TextInput
          ref={codeField}
          label="Code"
          inputContainer={(input) => (
            <>
              {input}
              {issuer && <span className={classes.issuer}>of issuer {issuer}</span>}
            </>
          )}
          className={classes.code}
          classNames={{ input: 'code' }}
          placeholder="for example 54925"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={empty && code.trim() === '' ? 'Give the code as you have it.' : undefined}
          rightSection={<Kbd size="xs">/</Kbd>}
          rightSectionPointerEvents="none"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        <TextInput
          type="date"
          label="As of (or today)"
          className={classes.date}
          value={asOf}
          onChange={(event) => setAsOf(event.currentTarget.value)}
        />
        <QuantityFields value={quantity} onChange={setQuantity} />
        <Switch
          className={classes.trace}
          label="Leave no trace"
          description="No miss is kept if there is no answer"
          checked={traceless}
          onChange={(event) => setTraceless(event.currentTarget.checked)}
        />
        <Button
          type="submit"
          className={classes.submit}
          loading={asking.kind === 'asking'}
          disabled={asked === ''}
        >
          Ask
        </Button>
      </form>
      <div className={classes.result} aria-live="polite">
        <Result asking={asking} titleOf={titleOf} />
      </div>
    </Panel>
  );
}

function Result({ asking, titleOf }: { readonly asking: Asking; titleOf(system: string): string }) {
  switch (asking.kind) {
    case 'nothing-asked':
      return (
        <p className={classes.hint}>
          The answer appears here with the way that led to it. The hub never guesses: without an approved
          mapping there is no answer.
        </p>
      );
    case 'asking':
      return <Skeleton height={120} />;
    case 'failed':
      return <FailureNotice failure={asking.failure} />;
    case 'answered':
      return <AnswerView question={asking.question} resolution={asking.resolution} titleOf={titleOf} />;
  }
}

/** Out of the field, so that the single keys work again. */
function leaveOnEscape({ key, target }: KeyboardEvent) {
  if (key === 'Escape' && target instanceof HTMLElement) target.blur();
}

/** Who comes with a code of one system wants to know what it is in another. */
function othersThan(system: string | undefined, systems: readonly CodeSystem[]): readonly CodeSystem[] {
  return systems.filter(({ key }) => key !== system);
}

function usual(systems: readonly CodeSystem[], key: string, place: number): string {
  return (systems.find((each) => each.key === key) ?? systems[place] ?? systems[0])?.key ?? '';
}
