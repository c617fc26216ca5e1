/**
 * The broker: runs MQTT. Listeners, a credential for each gateway, and topic rights.
 * What a message means is not decided here; `take` is handed in. Or takes part in a broker that others run.
 */
export { type Broker, type BrokerOptions, type Incoming, type Link, startBroker } from "./broker.ts";
export { type ExternalOptions, joinBroker } from "./external.ts";
export { type BrokerLimits, type LimitCounts, usualLimits } from "./limits.ts";
export { type Identity, identityOf, mayPublish, maySubscribe } from "./rights.ts";
export type { BrokerTls } from "./tls.ts";
