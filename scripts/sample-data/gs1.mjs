/** The check digit of GTIN and GLN: weights 3 and 1 in turn, beginning beside the check digit. */
export function checkDigit(digits) {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

export function isGtin14(text) {
  return /^\d{14}$/.test(text) && checkDigit(text.slice(0, -1)) === text.at(-1);
}

/** 952 is GS1's prefix for demonstrations: such a GLN belongs to nobody. */
export function demoGln(number) {
  const digits = `952${String(number).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}

/** Likewise a GTIN-14 that nobody bears, of the each (`level` 0) or of a package around it (1 to 8). */
export function demoGtin(number, level) {
  const digits = `${level}952${String(number).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}

/** What a slip of the finger makes of a GTIN. */
export function withWrongCheckDigit(gtin, random) {
  return gtin.slice(0, -1) + ((Number(gtin.at(-1)) + 1 + random.below(9)) % 10);
}
