import { type Search, workOnSearch } from '../candidates/search.js';
import { type Comparing, workOnComparing } from '../score/comparing.js';
import { type Scoring, workOnScoring } from '../score/scoring.js';

/** What several threads do together. All its lists are shared between them. */
export type Job = Search | Comparing | Scoring;

/** Makes what a thread needs for a job, and gives what it does with a portion. */
export function begin(job: Job): (portion: number) => void {
  switch (job.kind) {
    case 'search':
      return workOnSearch(job);
    case 'comparing':
      return workOnComparing(job);
    case 'scoring':
      return workOnScoring(job);
  }
}
