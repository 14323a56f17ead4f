import { Kbd, Modal, Switch } from '@mantine/core';
import classes from './KeysHelp.module.css';
import type { KeyWords } from './keys.js';

interface Props {
  readonly keys: readonly KeyWords[];
  readonly opened: boolean;
  readonly singleKeys: boolean;
  onClose(): void;
  onSingleKeys(on: boolean): void;
}

export function KeysHelp({ keys, opened, singleKeys, onClose, onSingleKeys }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      centered
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <dl className={classes.keys}>
        {keys.map((entry) => (
          <div key={entry.does}>
            <dt>{entry.keys.map((key) => (key === '–' ? '–' : <Kbd key={key}>{key}</Kbd>))}</dt>
            <dd>{entry.does}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="lg"
        label="Single keys"
        description="Switch off / j k ? if dictation or another tool sends them by accident"
        checked={singleKeys}
        onChange={(event) => onSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
