/** A column of a table in a terminal. */
export interface Column<Row> {
  title: string;
  cell(row: Row): string;
  /** Figures stand at the right. */
  right?: boolean;
  /** Where the terminal is too narrow the column with the highest number goes first; 0 stays. */
  rank: number;
}

const GAP = "  ";
const NARROW = 8;

/** The lines of a table that fits into `width` columns; null: as wide as it is. The last column is cut where nothing else helps. */
export function table<Row>(columns: Column<Row>[], rows: Row[], width: number | null): string[] {
  const shown = [...columns];
  const cells = (column: Column<Row>) => [column.title, ...rows.map((row) => oneLine(column.cell(row)))];
  const widths = new Map(columns.map((column) => [column, Math.max(...cells(column).map(columnsOf))]));
  const wide = (column: Column<Row>) => widths.get(column) ?? 0;
  const total = () => shown.reduce((sum, column) => sum + wide(column) + GAP.length, -GAP.length);
  while (width !== null && total() > width) {
    const last = shown.at(-1);
    const least = shown.reduce((a, b) => (b.rank > a.rank ? b : a));
    if (last && wide(last) - (total() - width) >= Math.max(NARROW, columnsOf(last.title))) {
      widths.set(last, wide(last) - (total() - width));
    } else if (least.rank > 0) shown.splice(shown.indexOf(least), 1);
    else if (last) {
      widths.set(last, Math.max(1, wide(last) - (total() - width)));
      break;
    }
  }
  const line = (cell: (column: Column<Row>) => string) =>
    shown
      .map((column) => padded(cut(oneLine(cell(column)), wide(column)), wide(column), column.right))
      .join(GAP)
      .trimEnd();
  return [line(({ title }) => title), ...rows.map((row) => line(({ cell }) => cell(row)))];
}

/** Without line breaks and whatever else would move a terminal's cursor. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

const columnOf = (character: string): number => (/\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns of a terminal that a text takes. */
const columnsOf = (text: string): number => [...text].reduce((sum, character) => sum + columnOf(character), 0);

function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = "";
  let taken = 1;
  for (const character of text) {
    taken += columnOf(character);
    if (taken > width) break;
    kept += character;
  }
  return `${kept}…`;
}

function padded(text: string, width: number, right?: boolean): string {
  const space = " ".repeat(Math.max(0, width - columnsOf(text)));
  return right ? space + text : text + space;
}

/** `name   value` in two columns; what is null is left out. */
export function facts(rows: [name: string, value: string | null][]): string[] {
  const known = rows.filter(([, value]) => value !== null && value !== "");
  const width = Math.max(0, ...known.map(([name]) => columnsOf(name)));
  return known.map(([name, value]) => `${padded(name, width)}${GAP}${value}`);
}
