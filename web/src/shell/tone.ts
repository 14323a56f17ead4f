/** How a sentence is meant. */
export type Tone = 'calm' | 'good' | 'warn' | 'bad';
