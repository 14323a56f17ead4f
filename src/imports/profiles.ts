import type { Profile } from './profile.js';
import { distributorPrices } from './profiles/distributor-prices.js';
import { erpCostCenters, erpLocations, erpSuppliers } from './profiles/erp-tables.js';
import { gudidDevices } from './profiles/gudid-devices.js';
import { gudidIdentifiers } from './profiles/gudid-identifiers.js';
import { hcpcsLevel2, hcpcsModifiers } from './profiles/hcpcs.js';
import { hemmItemMaster } from './profiles/hemm-item-master.js';
import { vizientContract } from './profiles/vizient-contract.js';
import { wellstarMedications } from './profiles/wellstar-medications.js';
import { wellstarSupplies } from './profiles/wellstar-supplies.js';

const all: readonly Profile[] = [
  distributorPrices,
  erpCostCenters,
  erpLocations,
  erpSuppliers,
  gudidDevices,
  gudidIdentifiers,
  hcpcsLevel2,
  hcpcsModifiers,
  hemmItemMaster,
  vizientContract,
  wellstarMedications,
  wellstarSupplies,
];

/** Every profile by its key. */
export const profiles: ReadonlyMap<string, Profile> = new Map(all.map((profile) => [profile.key, profile]));
