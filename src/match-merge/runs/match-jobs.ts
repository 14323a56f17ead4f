/** Works on one run. */
export const matchRunJob = 'match run';
/** Looks for runs that nobody works on, and for what is new. */
export const matchSweepJob = 'sweep matches';

/** Workers that are woken for a run, at most. */
export const mostWoken = 8;
