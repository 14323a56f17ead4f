/** `per 10 mg`, `up to 50 mg`, `each 15 minutes`: what one unit of a bill is. */
const BILLED =
  /(?<![A-Z])(?:PER|UP TO|NOT TO EXCEED|EACH)\s+(?:\d|EACH|UNIT|DOSE|STUDY|SQ|SQUARE|DIEM|VISIT|SESSION|HOUR|MILE|OZ|ML|MG|MCG|CC)/i;
const AMOUNT = /\d\s*(?:MG|MCG|G|GRAM|GRAMS|ML|CC|UNITS?|IU|MILLICURIES?|MICROCURIES?)(?![A-Z])/i;

const leastShare = 0.15;

/** Whether a list says what one unit of a bill is rather than what a package holds: its drugs are billed in so many units
 *  as it takes, so 500 mg in a charge line are 50 units of a code of 10 mg, and the difference says nothing. */
export function saysBillingUnits(lines: readonly string[]): boolean {
  const amounts = lines.filter((line) => AMOUNT.test(line));
  const billed = amounts.filter((line) => BILLED.test(line));
  return amounts.length >= 20 && billed.length >= leastShare * amounts.length;
}
