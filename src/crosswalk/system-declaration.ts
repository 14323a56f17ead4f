import { z } from 'zod';
import { domains } from '../golden-records/domain.js';
import { onMisses, purposes } from './vocabulary.js';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

/** Source systems, code systems and policies, declared as data. */
export const systemDeclarations = z.strictObject({
  sources: z.array(z.strictObject({ key, title: z.string() })),
  systems: z.array(
    z.strictObject({
      key,
      title: z.string(),
      kind: z.enum(['SOURCE_KEY', 'IDENTIFIER', 'TERMINOLOGY']),
      domain: z.enum(domains).optional(),
      source: key.optional(),
      format: z.string().optional(),
      issuerScoped: z.boolean().optional(),
      foldCase: z.boolean().optional(),
      stripLeadingZeros: z.boolean().optional(),
    }),
  ),
  policies: z.array(
    z.strictObject({ from: key, to: key, purpose: z.enum(purposes), onMiss: z.enum(onMisses) }),
  ),
});

export type SystemDeclarations = z.infer<typeof systemDeclarations>;
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
  sources: [{ key: 'steward', title: 'Decisions of people' }],
  systems: [
    identifier('gtin', 'GTIN (GS1)', 'ITEM'),
    identifier('hibc', 'HIBC (HIBCC)', 'ITEM'),
    identifier('ndc', 'NDC (FDA)', 'ITEM'),
    identifier('npi', 'NPI (CMS)'),
    identifier('gln', 'GLN (GS1)'),
    identifier('duns', 'DUNS', 'SUPPLIER'),
    {
      key: 'hcpcs',
      title: 'HCPCS Level II (CMS)',
      kind: 'TERMINOLOGY',
      format: 'hcpcs',
      domain: 'CHARGE_CODE',
    },
  ],
  policies: [],
};
