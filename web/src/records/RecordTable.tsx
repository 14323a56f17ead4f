import type { Domain } from '../api/schema-types.js';
import { Link } from '../shell/Link.js';
import { type Column, columns } from './columns.js';
import { domainWords } from './domain-words.js';
import { recordAddress } from './list-address.js';
import { MarkedWords } from './MarkedWords.js';
import classes from './RecordTable.module.css';
import type { ListedRecord } from './records.graphql.js';
import type { RecordListState } from './useRecordList.js';

interface Props {
  readonly domain: Domain;
  readonly search: string;
  readonly rows: readonly ListedRecord[];
  readonly list: Pick<RecordListState, 'ref' | 'onKeyDown' | 'onFocus' | 'onOpen'>;
}

/** One line a record; its name is the link, and the whole line takes the click. */
export function RecordTable({ domain, search, rows, list }: Props) {
  const shown = columns[domain];
  return (
    <table className={classes.table} aria-label={domainWords[domain].title}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          {shown.map(({ title, form }) => (
            <th key={title} scope="col" data-form={form}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={list.ref} onKeyDown={list.onKeyDown}>
        {rows.map((record) => (
          <tr key={record.id}>
            <th scope="row">
              <Link
                href={recordAddress(record.id)}
                className={classes.name}
                data-record={record.id}
                title={record.name}
                onFocus={() => list.onFocus(record.id)}
                onClick={() => list.onOpen(record.id)}
              >
                <MarkedWords text={record.name} search={search} />
              </Link>
            </th>
            {shown.map((column) => (
              <RecordCell key={column.title} column={column} record={record} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RecordCell({ column, record }: { readonly column: Column; readonly record: ListedRecord }) {
  const text = column.text(record);
  return (
    <td data-form={column.form} title={text ?? undefined}>
      {text || (
        <span className={classes.none} role="img" aria-label="nothing said">
          –
        </span>
      )}
    </td>
  );
}
