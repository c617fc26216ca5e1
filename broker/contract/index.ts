/** The MQTT contract: topics and payloads. Whoever publishes or subscribes imports this and nothing else of the broker. */
export { ReadingsMessage, ReadingsPayload, StatusMessage, WireValue } from "./payload.ts";
export { parseTopic, readingsTopic, statusTopic, type Topic } from "./topics.ts";
