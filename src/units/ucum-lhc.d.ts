/** The part of @lhncbc/ucum-lhc that Concord uses; the package ships no types. */
declare module '@lhncbc/ucum-lhc' {
  /** One entry of the library's definition table. `csUnitString_` and `baseFactorStr_` define it: 1 [ft_i] = 12 [in_i]. */
  export interface LhcUnit {
    readonly csCode_: string | number;
    readonly source_: string | null;
    readonly isBase_: boolean;
    readonly isMetric_: boolean;
    readonly isSpecial_: boolean;
    readonly isArbitrary_: boolean;
    readonly cnv_: string | null;
    readonly csUnitString_: string | null;
    readonly baseFactorStr_: string | null;
    /** The same factor in floating point, relative to m, s, g, rad, K, C, cd. */
    readonly magnitude_: number;
  }
  export class UcumLhcUtils {
    static getInstance(): UcumLhcUtils;
    validateUnitString(
      code: string,
      suggest?: boolean,
    ): { status: 'valid' | 'invalid' | 'error'; ucumCode: string | null; msg: string[] };
    getSpecifiedUnit(code: string, purpose?: string): { unit?: LhcUnit | null; status: string };
  }
  export class UnitTables {
    static getInstance(): UnitTables;
    unitsCount(): number;
    getUnitByCode(code: string): LhcUnit | null | undefined;
    allUnitsByDef(): LhcUnit[];
  }
}
