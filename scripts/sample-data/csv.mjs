/** RFC 4180 with \n: quotes only where needed. `columns` names the fields of a row in the order of the file. */
export function toCsv(columns, rows) {
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join(','));
  return `${[columns.map(cell).join(','), ...lines].join('\n')}\n`;
}

function cell(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
