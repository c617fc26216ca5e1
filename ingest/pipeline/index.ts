/**
 * The pipeline: messages in, readings out. Checks each value against the asset model, keeps the newest of each
 * point, hands readings to the rules and stores them in groups; a sender is answered when its group is on disk.
 */

export { Board } from "./board.ts";
export { Commander } from "./commander.ts";
export { type CommitOptions, GroupCommit, type Taken } from "./commit.ts";
export { type DeadLetter, DeadLetters } from "./dead-letters.ts";
export type { Deriver } from "./deriver.ts";
export { Intake, type IntakeOptions } from "./intake.ts";
export { type Offer, type OfferStore, Offers } from "./offers.ts";
export { type Reason, type Route, routeOf, takeMessage } from "./validate.ts";
