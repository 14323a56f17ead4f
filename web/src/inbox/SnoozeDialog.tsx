import { Button, Kbd, Modal, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { moment } from '../shell/words.js';
import classes from './SnoozeDialog.module.css';
import { snoozeTimes } from './snooze-times.js';

interface Props {
  readonly opened: boolean;
  onClose(): void;
  onSnooze(until: Date, reason: string): void;
}

/** Until when a task is put away: one key a choice. */
export function SnoozeDialog({ opened, onClose, onSnooze }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Snooze until"
      size="sm"
      centered
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Choices onSnooze={onSnooze} />
    </Modal>
  );
}

function Choices({ onSnooze }: Pick<Props, 'onSnooze'>) {
  const [times] = useState(() => snoozeTimes(new Date()));
  const [day, setDay] = useState('');
  const [reason, setReason] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const time = times.find(({ key }) => key === event.key);
    if (!time) return;
    event.preventDefault();
    onSnooze(time.until, reason);
  };
  const chosen = day === '' ? undefined : new Date(`${day}T08:00`);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons within
    <div className={classes.choices} onKeyDown={onKeyDown}>
      {times.map(({ key, label, until }, place) => (
        <button
          key={key}
          type="button"
          className={classes.choice}
          data-autofocus={place === 0 || undefined}
          onClick={() => onSnooze(until, reason)}
        >
          <Kbd size="xs">{key}</Kbd>
          <span>{label}</span>
          <span className={classes.when}>{moment(until.toISOString())}</span>
        </button>
      ))}
      <div className={classes.day}>
        <TextInput
          type="date"
          label="On another day"
          size="xs"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={!chosen || chosen.getTime() <= Date.now()}
          onClick={() => chosen && onSnooze(chosen, reason)}
        >
          Snooze
        </Button>
      </div>
      <TextInput
        label="Reason"
        description="Optional; others see it"
        size="xs"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autoComplete="off"
      />
    </div>
  );
}
