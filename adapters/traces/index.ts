/** Sends what requests took to a collector by OpenTelemetry (OTLP over HTTP). Fills RequestSpans (api/ports.ts). */
export { openTraces, type Traces } from "./traces.ts";
