import type { PointView } from "../../../../api/contract/index.ts";

/** The id of the asset that a point belongs to: `<site>.<asset>` of `<site>.<asset>.<point>`. */
export const assetOf = ({ id, name }: Pick<PointView, "id" | "name">): string =>
  id.slice(0, id.length - name.length - 1);
