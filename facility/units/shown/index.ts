/** What a page works out by itself of names and words, without the schemas, which a browser need not load. */
export { nameInBoth } from "../names.ts";
export { printedUnit } from "../printed-unit.ts";
export { momentOf } from "../wall.ts";
