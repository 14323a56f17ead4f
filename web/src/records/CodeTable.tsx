import { codeAddress } from '../explore/code-address.js';
import { Link } from '../shell/Link.js';
import { Notice } from '../shell/Notice.js';
import { counted } from '../shell/words.js';
import classes from './CodeTable.module.css';
import type { GoldenRecord, RecordCode } from './record.graphql.js';
import { roleWords } from './record-words.js';

/** The codes of the record, system by system. A code leads to where it can be asked for. */
export function CodeTable({ record }: { readonly record: GoldenRecord }) {
  const titles = new Map(record.sourceRecords.map(({ source, sourceTitle }) => [source, sourceTitle]));
  if (record.codes.length === 0) {
    return (
      <Notice tone="calm">
        No code points at this record, so it cannot be asked for by one. A source names codes with its rows.
      </Notice>
    );
  }
  return (
    <table className={classes.table} aria-label="Codes">
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Role</th>
          <th scope="col">Said by</th>
        </tr>
      </thead>
      {groupsOf(record.codes).map(({ system, title, codes }) => (
        <tbody key={system}>
          <tr>
            <th colSpan={3} scope="rowgroup" className={classes.system}>
              {title} <span className={classes.count}>{counted(codes.length, 'code')}</span>
            </th>
          </tr>
          {codes.map((code) => (
            <tr key={`${code.issuer ?? ''}|${code.code}|${code.role}`}>
              <td>
                <Link
                  className={`${classes.code} code`}
                  href={codeAddress(code)}
                  title={`Ask the hub for ${code.code}`}
                >
                  {code.code}
                </Link>
                {code.issuer && <span className={classes.aside}>issuer {code.issuer}</span>}
                {code.display && (
                  <span className={classes.display} title={code.display}>
                    {code.display}
                  </span>
                )}
              </td>
              <td>{roleWords[code.role]}</td>
              <td>{code.sources.map((source) => titles.get(source) ?? source).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface Group {
  readonly system: string;
  readonly title: string;
  readonly codes: RecordCode[];
}

function groupsOf(codes: readonly RecordCode[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const code of codes) {
    const group = groups.get(code.system);
    if (group) group.codes.push(code);
    else groups.set(code.system, { system: code.system, title: code.systemTitle, codes: [code] });
  }
  return [...groups.values()];
}
