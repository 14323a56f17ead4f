import { Button, TextInput } from '@mantine/core';
import classes from './QuantityFields.module.css';
import { x12Words } from './unit-words.js';

export interface QuantityAsked {
  readonly quantity: string;
  readonly unit: string;
}

interface Props {
  /** Undefined while folded away: then no quantity is asked. */
  readonly value: QuantityAsked | undefined;
  onChange(value: QuantityAsked | undefined): void;
}

const fields = 'quantity-fields';
const knownUnits = 'quantity-units';

/** How much of the code, folded away until somebody wants it. Whether it is a number is for the hub to say. */
export function QuantityFields({ value, onChange }: Props) {
  return (
    <div className={classes.box}>
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.toggle}
        aria-expanded={value !== undefined}
        aria-controls={fields}
        leftSection={<span aria-hidden="true">{value ? '−' : '+'}</span>}
        onClick={() => onChange(value ? undefined : { quantity: '', unit: '' })}
      >
        With a quantity
      </Button>
      <div id={fields} className={classes.fields} hidden={value === undefined}>
        {value && (
          <>
            <TextInput
              label="Quantity"
              placeholder="for example 3"
              inputMode="decimal"
              value={value.quantity}
              onChange={(event) => onChange({ ...value, quantity: event.currentTarget.value })}
              autoComplete="off"
              autoFocus
            />
            <TextInput
              label="Unit"
              placeholder="CA, EA or ucum:mL"
              list={knownUnits}
              value={value.unit}
              onChange={(event) => onChange({ ...value, unit: event.currentTarget.value })}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
            <datalist id={knownUnits}>
              {Object.entries(x12Words).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </datalist>
          </>
        )}
      </div>
    </div>
  );
}

/** As the hub takes it; what was left empty is not asked. */
export function quantityOf(value: QuantityAsked | undefined): Partial<QuantityAsked> {
  const quantity = value?.quantity.trim();
  const unit = value?.unit.trim();
  return { ...(quantity && { quantity }), ...(unit && { unit }) };
}
