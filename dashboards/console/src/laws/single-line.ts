/** What the single line needs to know of an asset. */
export interface Fed {
  readonly id: string;
  readonly system: string;
  readonly feeds: readonly string[];
  readonly fedBy: readonly string[];
}

/** One box of the diagram: power equipment, or all that one piece of it feeds and that is no power equipment. */
export interface LineNode {
  readonly id: string;
  /** The asset of the box; null for a box of loads. */
  readonly asset: string | null;
  readonly loads: readonly string[];
  /** 0 is the leftmost column. */
  readonly column: number;
  /** Counted in rows; halves where a box stands between those it feeds. */
  readonly row: number;
}
export interface SingleLine {
  readonly nodes: readonly LineNode[];
  readonly wires: readonly { readonly from: string; readonly to: string }[];
  readonly columns: number;
  readonly rows: number;
}

/**
 * A single-line diagram out of `feeds`: sources left, loads right, each leaf a row of its own. A second source, such
 * as a generator behind a transfer switch, stands below what it feeds, in the same column. Rings are cut where they close.
 */
export function singleLine(assets: readonly Fed[]): SingleLine {
  const known = new Map(assets.map((asset) => [asset.id, asset]));
  const power = assets.filter(({ system, feeds }) => system === "power" && feeds.length > 0);
  const isPower = (id: string) => known.get(id)?.system === "power";
  const members = new Set<string>();
  for (const { id, feeds } of power) for (const one of [id, ...feeds]) if (isPower(one)) members.add(one);
  const sourcesOf = (id: string) => (known.get(id)?.fedBy ?? []).filter((source) => members.has(source));
  const roots = [...members].filter((id) => sourcesOf(id).length === 0);
  // A root that only feeds what has another source too is a second source; it does not begin the drawing.
  const isSecond = (id: string) =>
    (known.get(id)?.feeds ?? []).filter((fed) => members.has(fed)).length > 0 &&
    (known.get(id)?.feeds ?? []).every((fed) => sourcesOf(fed).length > 1) &&
    (known.get(id)?.feeds.length ?? 0) === 1;
  const firsts = roots.filter((id) => !isSecond(id));

  const nodes: LineNode[] = [];
  const wires: { from: string; to: string }[] = [];
  const placed = new Map<string, number>();
  let rows = 0;
  const visit = (id: string, column: number): number => {
    const before = placed.get(id);
    if (before !== undefined) return before;
    placed.set(id, Number.NaN);
    const feeds = known.get(id)?.feeds ?? [];
    const own: number[] = [];
    for (const fed of feeds.filter((one) => members.has(one))) {
      wires.push({ from: id, to: fed });
      if (!placed.has(fed)) own.push(visit(fed, column + 1));
    }
    const loads = feeds.filter((one) => !members.has(one) && known.has(one));
    if (loads.length > 0) {
      own.push(rows);
      nodes.push({ id: `${id} loads`, asset: null, loads, column: column + 1, row: rows++ });
      wires.push({ from: id, to: `${id} loads` });
    }
    const row = own.length > 0 ? ((own[0] ?? 0) + (own.at(-1) ?? 0)) / 2 : rows++;
    nodes.push({ id, asset: id, loads: [], column, row });
    placed.set(id, row);
    for (const second of sourcesOf(id))
      if (isSecond(second) && !placed.has(second)) {
        placed.set(second, rows);
        nodes.push({ id: second, asset: second, loads: [], column, row: rows++ });
        wires.push({ from: second, to: id });
      }
    return row;
  };
  for (const id of [...firsts, ...members]) visit(id, 0);
  return { nodes, wires, columns: Math.max(0, ...nodes.map(({ column }) => column + 1)), rows };
}

/** The same drawing read downwards: what feeds first, what it feeds indented under it, a second source beside what it feeds. */
export function treeOf({ nodes, wires }: SingleLine): { readonly node: LineNode; readonly depth: number }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const told = new Set<string>();
  const lines: { node: LineNode; depth: number }[] = [];
  const tell = (id: string, depth: number): void => {
    const node = byId.get(id);
    if (!node || told.has(id)) return;
    told.add(id);
    lines.push({ node, depth });
    for (const { from } of wires.filter(({ to }) => to === id))
      if (byId.get(from)?.column === node.column) tell(from, depth);
    for (const { to } of wires.filter(({ from }) => from === id)) tell(to, depth + 1);
  };
  for (const { id } of nodes.toSorted((a, b) => a.column - b.column || a.row - b.row)) tell(id, 0);
  return lines;
}
