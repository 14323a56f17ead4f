/** A caller’s own reference: letters, digits and `. _ : -`, with a letter or a dash among them. A bare number is refused,
 *  for it may be a patient’s or an account’s; so is what has the form of a social security number or calls itself a
 *  patient’s. */
const form = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
const bareNumber = /^[\d.:]*$/;
const ofPerson =
  /^\d{3}-\d{2}-\d{4}$|(^|[._:-])(mrn|ssn|dob|patient|encounter|acct|account|csn|fin)([._:-]|\d|$)/i;

export function isRef(ref: string): boolean {
  return form.test(ref) && !bareNumber.test(ref) && !ofPerson.test(ref);
}
