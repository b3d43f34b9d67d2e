/**
 * Rows of whole numbers, one after the other in one array that grows: the garbage collector has nothing to do with them, however many
 * there are.
 */
export class NumberTable {
  /** How many numbers a row has. */
  readonly width: number;
  /** The rows; another array after {@linkcode NumberTable.ensure}. */
  values: Int32Array;

  /** Takes the width of a row. */
  constructor(width: number) {
    this.width = width;
    this.values = new Int32Array(width * 64);
  }

  /** Makes room for so many rows. */
  reserve(rows: number): void {
    const length = rows * this.width;
    if (length <= this.values.length) return;
    const values = new Int32Array(Math.max(length, this.values.length * 2));
    values.set(this.values);
    this.values = values;
  }

  /** Makes room for a row. Returns where it starts in {@linkcode NumberTable.values}. */
  ensure(row: number): number {
    const at = row * this.width;
    if (at + this.width > this.values.length) this.reserve(row + 1);
    return at;
  }

  /** One number of a row; 0 where none was set. */
  get(row: number, column: number): number {
    return this.values[row * this.width + column] ?? 0;
  }

  /** Sets one number of a row that there is room for. */
  set(row: number, column: number, value: number): void {
    this.values[row * this.width + column] = value;
  }
}
