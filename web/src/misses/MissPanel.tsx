import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { AmbiguousMiss } from './AmbiguousMiss.js';
import { MissWork } from './MissWork.js';
import type { Miss } from './misses.graphql.js';

interface Props {
  readonly miss: Miss | undefined;
  readonly hasNext: boolean;
  titleOf(system: string): string;
  onClose(): void;
  onNext(): void;
  /** The ledger has changed: lists and figures are out of date. */
  onLedgerChanged(): void;
}

/** The panel beside the list in which one miss is worked on. */
export function MissPanel({ miss, hasNext, titleOf, onClose, onNext, onLedgerChanged }: Props) {
  const narrow = useMediaQuery('(max-width: 600px)');
  const Work = miss?.outcome === 'AMBIGUOUS' ? AmbiguousMiss : MissWork;
  return (
    <Drawer
      opened={miss !== undefined}
      onClose={onClose}
      position="right"
      size={narrow ? '100%' : 540}
      padding="lg"
      title={miss && <span>What is {miss.code}?</span>}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontSize: 19, fontWeight: 650, lineHeight: 1.3, overflowWrap: 'anywhere' } }}
      transitionProps={{ duration: 120 }}
      returnFocus={false}
    >
      {miss && (
        <Work
          key={miss.id}
          miss={miss}
          hasNext={hasNext}
          titleOf={titleOf}
          onClose={onClose}
          onNext={onNext}
          onLedgerChanged={onLedgerChanged}
        />
      )}
    </Drawer>
  );
}
