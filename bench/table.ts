import { holdsBar, type Measurement, ratioOf } from './measurement.ts';

const COLUMNS = ['subject', 'stories', 'what', 'value', '÷', 'ratio', 'bar', ''] as const;

/** Aligned columns, as Markdown has them: the same table is read in a terminal and stands in the docs. */
export function printTable(measurements: readonly Measurement[], stream: NodeJS.WritableStream): void {
  const rows = [COLUMNS, COLUMNS.map(() => '---'), ...measurements.map(toRow)];
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows) {
    stream.write(
      `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0, cell === '---' ? '-' : ' ')).join(' | ')} |\n`,
    );
  }
}

function toRow(measurement: Measurement): string[] {
  const { subject, stories, what, value, unit, reference, bar } = measurement;
  const ratio = ratioOf(measurement);
  const holds = holdsBar(measurement);
  return [
    subject,
    stories.toLocaleString('en'),
    what,
    `${format(value)}${unit === 'share' || unit === 'count' ? '' : ` ${unit}`}`,
    reference?.name ?? '',
    ratio === null ? '' : format(ratio),
    bar === undefined ? '' : 'max' in bar ? `≤ ${format(bar.max)}` : `≥ ${format(bar.min)}`,
    holds === null ? '' : holds ? 'holds' : 'MISSED',
  ];
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(value < 1 ? 3 : 2);
}
