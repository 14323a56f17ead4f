import type { Column, Profile } from '../profile.js';

const flag = (header: string): Column => ({ header, required: false, kind: 'boolean' });
const text = (header: string): Column => ({ header, required: false, kind: 'text' });
const day = (header: string): Column => ({ header, required: false, kind: 'date' });

/** Devices of FDA’s Global Unique Device Identification Database, flattened to one row each, with the element names of
 *  its XML. The registry is distinct: every primary DI is another device, whatever identifiers two of them share. */
export const gudidDevices: Profile = {
  key: 'gudid-devices',
  title: 'GUDID devices',
  source: 'gudid',
  delivers: 'delta',
  encoding: 'utf8',
  delimiter: '|',
  quote: null,
  columns: [
    { header: 'PrimaryDI', required: true, kind: 'text' },
    { header: 'companyName', required: true, kind: 'text' },
    { header: 'deviceCount', required: false, kind: 'integer' },
    ...[
      'brandName',
      'versionModelNumber',
      'catalogNumber',
      'deviceDescription',
      'deviceCommDistributionStatus',
      'MRISafetyStatus',
    ].map(text),
    ...['devicePublishDate', 'deviceCommDistributionEndDate'].map(day),
    ...[
      'deviceHCTP',
      'deviceKit',
      'deviceCombinationProduct',
      'singleUse',
      'lotBatch',
      'serialNumber',
      'expirationDate',
      'labeledContainsNRL',
      'labeledNoNRL',
      'rx',
      'otc',
    ].map(flag),
  ],
  parts: [
    {
      says: 'ITEM',
      partial: true,
      system: 'gudid',
      key: ['PrimaryDI'],
      distinct: true,
      attributes: {
        description: 'deviceDescription',
        brand: 'brandName',
        model: 'versionModelNumber',
        catalogNumber: 'catalogNumber',
        manufacturer: 'companyName',
        deviceCount: 'deviceCount',
        humanTissue: 'deviceHCTP',
        kit: 'deviceKit',
        combinationProduct: 'deviceCombinationProduct',
        singleUse: 'singleUse',
        lotControlled: 'lotBatch',
        serialControlled: 'serialNumber',
        expires: 'expirationDate',
        latex: 'labeledContainsNRL',
        latexFree: 'labeledNoNRL',
        mriSafety: 'MRISafetyStatus',
        prescription: 'rx',
        overTheCounter: 'otc',
        distribution: 'deviceCommDistributionStatus',
        distributionEnded: 'deviceCommDistributionEndDate',
        published: 'devicePublishDate',
      },
      codes: [
        ...['catalogNumber', 'versionModelNumber'].map(
          (column) =>
            ({
              system: 'catalog-number',
              column,
              issuer: 'companyName',
              role: 'UNKNOWN',
              mayBeOther: true,
            }) as const,
        ),
      ],
    },
  ],
  mappings: [],
};
