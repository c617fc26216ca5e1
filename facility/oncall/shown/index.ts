/** What a page says of people by itself, without the schemas, which a browser need not load. */
export { calledBy } from "../called.ts";
