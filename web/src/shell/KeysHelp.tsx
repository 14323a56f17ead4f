import { Kbd, Modal, Switch } from '@mantine/core';
import classes from './KeysHelp.module.css';

interface Props {
  readonly opened: boolean;
  readonly singleKeys: boolean;
  onClose(): void;
  onSingleKeys(on: boolean): void;
}

const keys = [
  { keys: ['/'], does: 'go to the code to ask for' },
  { keys: ['j', 'k'], does: 'next, previous miss' },
  { keys: ['Enter'], does: 'open the miss; pick; confirm' },
  { keys: ['↑', '↓'], does: 'move among the codes found' },
  { keys: ['Esc'], does: 'close, step back, or leave a field' },
  { keys: ['?'], does: 'these keys' },
] as const;

export function KeysHelp({ opened, singleKeys, onClose, onSingleKeys }: Props) {
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
            <dt>
              {entry.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
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
