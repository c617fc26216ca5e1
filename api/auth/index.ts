/**
 * Who asks, and may they? Cookie or bearer token to person, role to right, other sites' pages kept out,
 * guessing slowed down.
 */
export { allow } from "./allow.ts";
export { changePerson, checkSites } from "./change-person.ts";
export { credentialOf, identify, isOpen, SESSION_COOKIE } from "./identify.ts";
export { isCrossSite, refuseCrossSite } from "./origin.ts";
export { asToken, includes, lesser, roleZh } from "./roles.ts";
export { SignInThrottle } from "./throttle.ts";
