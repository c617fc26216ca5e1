/**
 * The broker: runs MQTT. Listeners, a credential for each gateway, and topic rights.
 * What a message means is not decided here; `take` is handed in.
 */
export { type Broker, type BrokerOptions, type Incoming, startBroker } from "./broker.ts";
export { type Identity, identityOf, mayPublish, maySubscribe } from "./rights.ts";
