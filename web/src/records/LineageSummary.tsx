import type { AttributeDeclaration } from './domains.graphql.js';
import { FateMark } from './FateMark.js';
import classes from './LineageSummary.module.css';
import { fateOf, inOrder } from './lineage.js';
import type { ValueLineage } from './record.graphql.js';
import { ruleWords } from './record-words.js';
import { Values } from './Values.js';

interface Props {
  readonly lineage: ValueLineage;
  readonly declared: AttributeDeclaration | undefined;
}

const most = 5;

/** Who said what, who won, and by which rule: at a glance. */
export function LineageSummary({ lineage, declared }: Props) {
  const said = inOrder(lineage);
  return (
    <div className={classes.summary}>
      <ul className={classes.said}>
        {said.slice(0, most).map((each) => (
          <li key={each.sourceRecord.id}>
            <span className={classes.head}>
              <strong>{each.sourceRecord.sourceTitle}</strong> <FateMark fate={fateOf(each, lineage)} />
            </span>
            <Values values={each.values} declared={declared} short />
          </li>
        ))}
      </ul>
      {said.length > most && <p>and {said.length - most} more</p>}
      <p>{ruleWords[lineage.rule]}</p>
    </div>
  );
}
