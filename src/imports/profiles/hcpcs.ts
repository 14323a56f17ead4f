import type { Profile } from '../profile.js';

/** HCPCS Level II of CMS as a table. The last day of a terminated code is the last on which it may be used. */
function hcpcsTable(key: string, title: string, system: string): Profile {
  return {
    key,
    title,
    source: 'cms',
    delivers: 'delta',
    editions: true,
    encoding: 'utf8',
    delimiter: ',',
    quote: '"',
    columns: [
      { header: 'code', required: true, kind: 'text' },
      { header: 'long_description', required: true, kind: 'text' },
      { header: 'short_description', required: false, kind: 'text' },
      { header: 'add_dt', required: false, kind: 'date' },
      { header: 'term_dt', required: false, kind: 'date' },
    ],
    parts: [
      {
        says: 'code',
        system,
        key: ['code'],
        display: 'long_description',
        attributes: { shortDescription: 'short_description' },
        validity: { first: 'add_dt', last: 'term_dt' },
      },
    ],
    mappings: [],
  };
}

export const hcpcsLevel2 = hcpcsTable('hcpcs-level-2', 'HCPCS Level II codes', 'hcpcs');
export const hcpcsModifiers = hcpcsTable('hcpcs-modifiers', 'HCPCS Level II modifiers', 'hcpcs-modifier');
