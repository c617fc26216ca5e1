/**
 * Maintenance: failures in the words of ISO 14224, work and visits, and the past of a site as plain data.
 * Pure: whoever keeps them hands in stores and time.
 */
export {
  DetectionMethod,
  FailureCause,
  FailureMechanism,
  FailureMode,
  failureCauses,
  failureMechanisms,
  failureModes,
} from "./failure-codes.ts";
export { AssetLife, Past, PastCost, PastFailure, PastPart, PastVisit, PastWork } from "./past.ts";
