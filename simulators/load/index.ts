/** The load generator: gateways that publish as fast as they are acknowledged, or at a given rate. */
export { LoadGateway, type LoadGatewayOptions } from "./gateway.ts";
