export interface SnoozeTime {
  readonly key: string;
  readonly label: string;
  readonly until: Date;
}

const morning = 8;
const monday = 1;

/** When to look at it again, as people say it, in the time zone of whoever says it. */
export function snoozeTimes(now: Date): readonly SnoozeTime[] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const inDays = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(morning, 0, 0, 0);
    return day;
  };
  const toMonday = (monday - now.getDay() + 7) % 7 || 7;
  return [
    { key: '1', label: 'in an hour', until: inHours(1) },
    { key: '2', label: 'in four hours', until: inHours(4) },
    { key: '3', label: 'tomorrow morning', until: inDays(1) },
    { key: '4', label: 'on Monday', until: inDays(toMonday) },
    { key: '5', label: 'in two weeks', until: inDays(14) },
  ];
}
