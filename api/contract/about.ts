import { z } from "zod";

/** What the console must know of the server it talks to. */
export const AboutView = z.object({
  version: z.string(),
  grafana: z.string().nullable().describe("where Grafana is, without a slash at its end"),
  simulated: z
    .boolean()
    .describe("whether the plant is a simulated one, whose faults can be played at /api/demo"),
});
export type AboutView = z.infer<typeof AboutView>;
