import { z } from 'zod';
import { domains } from '../golden-records/domain.js';
import { goldenKey } from './golden-system.js';
import { codeRoles, onMisses, purposes } from './vocabulary.js';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
const systemKey = key.refine((each) => each !== goldenKey, 'the key names the golden records');

/** A code system, declared as data. */
export const systemDeclaration = z.strictObject({
  key: systemKey,
  title: z
    .string()
    .min(1)
    .max(255)
    .refine((text) => text.isWellFormed() && !text.includes('\0')),
  kind: z.enum(['SOURCE_KEY', 'IDENTIFIER', 'TERMINOLOGY']),
  domain: z.enum(domains).optional(),
  source: key.optional(),
  format: z.string().optional(),
  issuerScoped: z.boolean().optional(),
  /** How issuers are brought to one form; compared as written where nothing is said. */
  issuerForm: z.enum(['organisation-name']).optional(),
  foldCase: z.boolean().optional(),
  stripLeadingZeros: z.boolean().optional(),
  /** Months on whose first day its publisher brings a release; an empty list is no calendar. */
  releaseMonths: z.array(z.int().min(1).max(12)).max(12).optional(),
});
export type SystemDeclaration = z.infer<typeof systemDeclaration>;

/** Source systems, code systems and policies, declared as data. */
export const systemDeclarations = z.strictObject({
  sources: z.array(
    z.strictObject({
      key,
      title: z.string(),
      /** Whose word survives where sources differ: the lower the more trusted. */
      rank: z.int().min(0).max(100).default(50),
    }),
  ),
  systems: z.array(systemDeclaration),
  policies: z.array(
    z.strictObject({
      from: systemKey,
      to: systemKey,
      purpose: z.enum(purposes),
      onMiss: z.enum(onMisses),
      /** Which of several codes of one record is meant when they point at it in different roles. */
      level: z.enum(codeRoles).optional(),
    }),
  ),
});

/** As written down: what has a default may be left out. */
export type SystemDeclarations = z.input<typeof systemDeclarations>;
type System = SystemDeclarations['systems'][number];

const identifier = (format: string, title: string, domain?: System['domain']): System => ({
  key: format,
  title,
  kind: 'IDENTIFIER',
  format,
  ...(domain && { domain }),
});

/** What every hub knows from its first day: the standard identifiers, and people as a source of their own. */
export const standardSystems: SystemDeclarations = {
  sources: [{ key: 'steward', title: 'Decisions of people', rank: 0 }],
  systems: [
    identifier('gtin', 'GTIN (GS1)', 'ITEM'),
    identifier('hibc', 'HIBC (HIBCC)', 'ITEM'),
    identifier('iccbba', 'ISBT 128 (ICCBBA)', 'ITEM'),
    identifier('ndc', 'NDC (FDA)', 'ITEM'),
    identifier('npi', 'NPI (CMS)'),
    identifier('gln', 'GLN (GS1)'),
    identifier('duns', 'DUNS', 'SUPPLIER'),
    identifier('uei', 'UEI (SAM.gov)', 'SUPPLIER'),
    {
      ...identifier('catalog-number', 'Manufacturer catalog number', 'ITEM'),
      issuerScoped: true,
      issuerForm: 'organisation-name',
    },
    {
      key: 'hcpcs',
      title: 'HCPCS Level II (CMS)',
      kind: 'TERMINOLOGY',
      format: 'hcpcs',
      domain: 'CHARGE_CODE',
      releaseMonths: [1, 4, 7, 10],
    },
    {
      key: 'hcpcs-modifier',
      title: 'HCPCS modifiers (CMS)',
      kind: 'TERMINOLOGY',
      domain: 'CHARGE_CODE',
      foldCase: true,
      releaseMonths: [1, 4, 7, 10],
    },
  ],
  policies: [],
};
