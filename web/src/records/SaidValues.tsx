import type { AttributeDeclaration } from './domains.graphql.js';
import { FateMark } from './FateMark.js';
import { fateOf, inOrder } from './lineage.js';
import { Place } from './Place.js';
import type { ValueLineage } from './record.graphql.js';
import { ruleWords } from './record-words.js';
import classes from './SaidValues.module.css';
import { Values } from './Values.js';

interface Props {
  readonly lineage: ValueLineage;
  readonly declared: AttributeDeclaration | undefined;
}

/** Every word that was said of one attribute, with who said it, where it stands, and what became of it. */
export function SaidValues({ lineage, declared }: Props) {
  return (
    <div className={classes.box}>
      {declared && <p className={classes.meaning}>{declared.description}</p>}
      <table className={classes.table} aria-label="What was said">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Said</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {inOrder(lineage).map((said) => {
            const fate = fateOf(said, lineage);
            return (
              <tr key={said.sourceRecord.id} data-fate={fate}>
                <th scope="row">
                  {said.sourceRecord.sourceTitle}
                  <span className={classes.key}>
                    key <span className="code">{said.sourceRecord.key}</span>
                  </span>
                  <FateMark fate={fate} />
                </th>
                <td>
                  <Values values={said.values} declared={declared} />
                </td>
                <td>
                  <Place speaker={said.sourceRecord} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={classes.rule}>{ruleWords[lineage.rule]}</p>
    </div>
  );
}
