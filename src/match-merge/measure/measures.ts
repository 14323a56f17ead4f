import { CodeMeasure, type CodeParts } from './code-measure.js';
import { CodesInLinesMeasure, type CodesInLinesParts } from './codes-in-lines-measure.js';
import { DateMeasure, type DateParts } from './date-measure.js';
import { FeatureGroupMeasure, type FeatureGroupParts } from './feature-group-measure.js';
import { FiguresMeasure, type FiguresParts } from './figures-measure.js';
import { ItemNumberMeasure, type ItemNumberParts } from './item-number-measure.js';
import type { Measure } from './measure.js';
import { NumberMeasure, type NumberParts } from './number-measure.js';
import { PackageMeasure, type PackageParts } from './package-measure.js';
import { SharedCodeMeasure, type SharedCodeParts } from './shared-code-measure.js';
import { TextMeasure, type TextParts } from './text-measure.js';
import { VetoMeasure, type VetoParts } from './veto-measure.js';

/** All that a measure goes by: flat lists, which threads share. */
export type MeasureParts =
  | CodeParts
  | CodesInLinesParts
  | DateParts
  | FeatureGroupParts
  | FiguresParts
  | ItemNumberParts
  | NumberParts
  | PackageParts
  | SharedCodeParts
  | TextParts
  | VetoParts;

/** `before`: the measure of what these parts were before records came or went; it may be used again. */
export function measureOf(parts: MeasureParts, before?: Measure): Measure {
  switch (parts.kind) {
    case 'code':
      return new CodeMeasure(parts);
    case 'codes in lines':
      return new CodesInLinesMeasure(parts);
    case 'date':
      return new DateMeasure(parts);
    case 'feature group':
      return new FeatureGroupMeasure(parts);
    case 'figures':
      return new FiguresMeasure(parts);
    case 'item number':
      return new ItemNumberMeasure(parts);
    case 'number':
      return new NumberMeasure(parts);
    case 'package':
      return new PackageMeasure(parts);
    case 'shared code':
      return new SharedCodeMeasure(parts);
    case 'text':
      return before instanceof TextMeasure ? before.follow(parts) : new TextMeasure(parts);
    case 'veto':
      return new VetoMeasure(parts);
  }
}

/** Bits that a measure may be surprised by, at most. */
export function mostSurpriseOf(parts: MeasureParts): number {
  switch (parts.kind) {
    case 'code':
    case 'date':
    case 'number':
    case 'text':
      return greatest(parts.values.surprises);
    case 'codes in lines':
      return greatest(parts.surprises);
    default:
      return 0;
  }
}

function greatest(surprises: Float64Array): number {
  // Rounded as the surprise of a pair is.
  return Math.fround(surprises.reduce((most, bits) => (bits > most ? bits : most), 0));
}
