import { expect } from "vitest";
import { Problem } from "../contract/index.ts";

/** A refusal's body, after a look that it is what RFC 9457 asks for. */
export const problemOf = async (answer: Response) => {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem;
};
