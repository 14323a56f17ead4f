/** The kinds of thing the hub holds golden records of. */
export const domains = ['ITEM', 'SUPPLIER', 'LOCATION', 'COST_CENTER', 'CHARGE_CODE', 'GL_ACCOUNT'] as const;
export type Domain = (typeof domains)[number];
