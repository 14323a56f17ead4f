export interface Device {
  readonly di: string;
  readonly maker: string;
  readonly brand: string;
  readonly text: string;
  readonly model: string;
  readonly number: string;
  readonly packages: readonly {
    readonly gtin: string;
    readonly contains: number;
    readonly quantity: number;
  }[];
  readonly latex: boolean;
}

export function readDevices(folder: string): Device[];
export function onePerNumber(devices: readonly Device[]): Device[];
/** Letters and digits only. */
export function bare(number: string): string;
