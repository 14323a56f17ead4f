/** Check digits and characters. All functions take text already known to hold only characters of their alphabet. */

/** GS1 mod-10 check digit (0-9) of the digits left of it: weights 3, 1, 3 … from the right.
 *  Catches every single-digit error and every adjacent transposition except of digits that differ by 5.
 *  GS1 General Specifications, section 7.9.1; also GLN, SSCC and GSRN. */
export function mod10CheckDigit(body: string): number {
  let sum = 0;
  for (let i = body.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
    sum += (body.charCodeAt(i) - 48) * weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** Luhn check digit (0-9) of the digits left of it: every second digit from the right doubled, digits summed.
 *  Catches every single-digit error and every adjacent transposition but 09 with 90. ISO/IEC 7812-1, annex B. */
export function luhnCheckDigit(body: string): number {
  let sum = 0;
  for (let i = body.length - 1, double = true; i >= 0; i--, double = !double) {
    const digit = body.charCodeAt(i) - 48;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** The 43 characters of Code 39 in the order of their check values; the index is the value. */
export const MOD43_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/** Mod-43 check character, one of `MOD43_ALPHABET` (a space among them), or undefined if `body` leaves the alphabet.
 *  An unweighted sum: every substitution is caught, but a transposition inside the body never is.
 *  ANSI/HIBC 2.6, section 4.2; ISO/IEC 16388, annex A. */
export function mod43CheckCharacter(body: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const value = MOD43_ALPHABET.indexOf(body.charAt(i));
    if (value < 0) return undefined;
    sum += value;
  }
  return MOD43_ALPHABET.charAt(sum % 43);
}

/** GS1 character set 82 in the order of its values, the alphabet of every alphanumeric GS1 element. */
export const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const CSET32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const PRIMES = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
  107,
];

/** GS1 check character pair (modulo 1021, prime weights from the right) of a Global Model Number without its pair.
 *  `body` has at most 28 characters of `CSET82`. GS1 General Specifications, section 7.9.5. */
export function gs1CheckPair(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += CSET82.indexOf(body.charAt(i)) * PRIMES[body.length - 1 - i]!;
  const value = sum % 1021;
  return CSET32.charAt(value >> 5) + CSET32.charAt(value & 31);
}
