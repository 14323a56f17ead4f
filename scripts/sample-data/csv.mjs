/** RFC 4180 with \n: quotes only where needed. `columns` names the fields of a row in the order of the file. */
export function toCsv(columns, rows) {
  const lines = rows.map((row) => csvLine(columns.map((column) => row[column] ?? '')));
  return csvLine(columns) + lines.join('');
}

/** One line with its end. */
export function csvLine(values) {
  return `${values.map(cell).join(',')}\n`;
}

function cell(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
