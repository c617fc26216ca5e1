/** Small honest fillers of the API's ports, and an API standing on them: for its tests. */
export { lift, pump, smallEstate, T } from "./estate.ts";
export { rememberingFiles } from "./files.ts";
export { fakeHouse, PASSWORD } from "./house.ts";
export { problemOf } from "./problem-of.ts";
export { FakeBoard } from "./readings.ts";
export { fakeVault } from "./second-factor.ts";
export { FakeSignOnAccounts } from "./sign-on.ts";
