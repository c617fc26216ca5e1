import { answers } from "./program.ts";

/** What would let tests in containers run; undefined where they can. */
export const withoutDocker = answers("docker", "info")
  ? undefined
  : "no Docker engine answers: start one to test in containers";
