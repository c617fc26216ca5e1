/** The MQTT contract: topics and payloads. Whoever publishes or subscribes imports this and nothing else of the broker. */
export { CommandMessage, CommandRefusal, CommandResult } from "./command.ts";
export { EventMessage } from "./event.ts";
export { ClockAnswer, ReadingsMessage, ReadingsPayload, StatusMessage, WireValue } from "./payload.ts";
export {
  hostStateTopic,
  isSparkplug,
  maySubscribeSparkplug,
  nodeCommandTopic,
  parseSparkplugTopic,
  type SparkplugTopic,
} from "./sparkplug.ts";
export {
  clockTopic,
  commandResultTopic,
  commandTopic,
  eventTopic,
  parseTopic,
  readingsTopic,
  statusTopic,
  type Topic,
} from "./topics.ts";
