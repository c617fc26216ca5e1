/** Derived points: computed here from an asset's own points and its relations, and stored as readings like any other. */
export { DerivedPoints, derivedProblems } from "./derived-points.ts";
