/**
 * Which sites does the person who asks see? Everything that routes are handed is looked at through here once, so that
 * no route can forget it: what lies on other sites is not there, and acting on it is refused.
 */
export {
  isSameScope,
  OutOfScope,
  type SiteScope,
  scopeOf,
  seesAsset,
  seesSite,
  withinSites,
} from "./current.ts";
export { ownFilesAlone } from "./files.ts";
export { narrow } from "./plant.ts";
export { scopedDeps } from "./scoped-deps.ts";
