import { Skeleton } from '@mantine/core';
import type { Query } from '../api/useQuery.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { number } from '../shell/words.js';
import classes from './OverviewPanel.module.css';
import type { CodeSystem, Overview } from './overview.graphql.js';
import { SystemBars } from './SystemBars.js';

interface Props {
  readonly overview: Query<{ readonly overview: Overview }>;
  readonly systems: Query<{ readonly codeSystems: readonly CodeSystem[] }>;
}

/** What the hub holds: four figures, and how many codes each system brings. */
export function OverviewPanel({ overview, systems }: Props) {
  return (
    <section className={classes.strip} aria-label="What the hub holds">
      <div className={classes.left}>
        {overview.failure && <FailureNotice failure={overview.failure} onRetry={overview.reload} />}
        {(overview.data || !overview.failure) && <Figures overview={overview.data?.overview} />}
      </div>
      <div className={classes.right}>
        {systems.failure && <FailureNotice failure={systems.failure} onRetry={systems.reload} />}
        {systems.data && <SystemBars systems={systems.data.codeSystems} />}
        {!systems.data && !systems.failure && <Skeleton height={96} />}
      </div>
    </section>
  );
}

function Figures({ overview }: { readonly overview: Overview | undefined }) {
  return (
    <dl className={classes.figures}>
      <Figure name="Codes" value={overview && number(overview.codes)} />
      <Figure name="Mappings" value={overview && number(overview.mappings)} />
      <Figure
        name="Open misses"
        value={overview && number(overview.openMisses)}
        waiting={(overview?.openMisses ?? 0) > 0}
      />
      <Figure name="Revision" value={overview?.revision} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly waiting?: boolean;
}

function Figure({ name, value, waiting = false }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd className="figure" data-waiting={waiting || undefined}>
        {value ?? <Skeleton height={26} width={72} mt={4} mb={4} />}
      </dd>
    </div>
  );
}
