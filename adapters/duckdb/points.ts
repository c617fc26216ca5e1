import type { DuckDBConnection } from "@duckdb/node-api";
import type { PointId } from "../../facility/units/index.ts";

/** Gives each point a small lasting number, so that a stored row needs 4 bytes for its name. */
export class PointNumbers {
  readonly #connection: DuckDBConnection;
  readonly #numbers: Map<string, number>;
  readonly #names: string[];
  /** A model's whole table, translated once. */
  readonly #tables = new WeakMap<readonly PointId[], Int32Array>();

  private constructor(connection: DuckDBConnection, rows: readonly (readonly [number, string])[]) {
    this.#connection = connection;
    this.#numbers = new Map(rows.map(([number, id]) => [id, number]));
    this.#names = [];
    for (const [number, id] of rows) this.#names[number] = id;
  }

  static async open(connection: DuckDBConnection): Promise<PointNumbers> {
    const rows = await connection.runAndReadAll("SELECT number, id FROM points");
    return new PointNumbers(
      connection,
      rows.getRows().map(([number, id]) => [Number(number), String(id)] as const),
    );
  }

  get size(): number {
    return this.#numbers.size;
  }

  find(id: PointId): number | undefined {
    return this.#numbers.get(id);
  }

  name(number: number): PointId {
    return this.#names[number] as PointId;
  }

  async of(table: readonly PointId[]): Promise<Int32Array> {
    const known = this.#tables.get(table);
    if (known) return known;
    const missing = table.filter((id) => !this.#numbers.has(id));
    if (missing.length > 0) {
      // One statement, so that either all of them have a number on disk or none has.
      const start = this.#names.length;
      const values = missing.map((_, i) => `(${start + i}, $${i + 1})`).join(", ");
      if (missing.length <= 1000)
        await this.#connection.run(`INSERT INTO points VALUES ${values}`, [...missing]);
      else await this.#appendMany(missing, start);
      for (const [i, id] of missing.entries()) {
        this.#numbers.set(id, start + i);
        this.#names[start + i] = id;
      }
    }
    const numbers = Int32Array.from(table, (id) => this.#numbers.get(id)!);
    this.#tables.set(table, numbers);
    return numbers;
  }

  async #appendMany(ids: readonly PointId[], start: number): Promise<void> {
    const appender = await this.#connection.createAppender("points");
    for (const [i, id] of ids.entries()) {
      appender.appendInteger(start + i);
      appender.appendVarchar(id);
      appender.endRow();
    }
    appender.closeSync();
  }
}
