import { registerEnumType } from '@nestjs/graphql';
import type { CodeRole } from './vocabulary.js';

export const CodeRoleEnum: { readonly [Role in CodeRole]: Role } = {
  KEY: 'KEY',
  BASE: 'BASE',
  PACKAGE: 'PACKAGE',
  SECONDARY: 'SECONDARY',
  UNIT_OF_USE: 'UNIT_OF_USE',
  DIRECT_MARKING: 'DIRECT_MARKING',
  UNKNOWN: 'UNKNOWN',
};
registerEnumType(CodeRoleEnum, {
  name: 'CodeRole',
  description: 'In which role a code points at a golden record.',
  valuesMap: {
    KEY: { description: 'As its source’s own key.' },
    BASE: { description: 'An identifier of the base package.' },
    PACKAGE: { description: 'An identifier of a package of it.' },
    SECONDARY: { description: 'A second identifier beside the first.' },
    UNIT_OF_USE: { description: 'An identifier of the unit of use.' },
    DIRECT_MARKING: { description: 'The mark on the device itself.' },
    UNKNOWN: { description: 'An identifier of a level that nobody has said.' },
  },
});
