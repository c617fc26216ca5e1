/** MQTT 3.1.1 packets, made by hand: a load generator must cost less than the broker it measures. */

/** Remaining length, §2.2.3: seven bits a byte, lowest first. */
function remainingLength(length: number): number[] {
  const bytes: number[] = [];
  let rest = length;
  do {
    const byte = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? byte | 0x80 : byte);
  } while (rest > 0);
  return bytes;
}

const field = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
};

/** CONNECT (§3.1): clean session, user name and password, keep-alive in seconds. */
export function connectFrame(
  clientId: string,
  username: string,
  password: string,
  keepAliveSeconds = 60,
): Buffer {
  const body = Buffer.concat([
    field("MQTT"),
    Buffer.from([4, 0xc2, keepAliveSeconds >> 8, keepAliveSeconds & 0xff]),
    field(clientId),
    field(username),
    field(password),
  ]);
  return Buffer.concat([Buffer.from([0x10, ...remainingLength(body.length)]), body]);
}

/** PUBLISH QoS 1 (§3.3), written into `into` at `offset`; answers the offset behind it. */
export function writePublish(
  into: Buffer,
  offset: number,
  topic: string,
  id: number,
  payload: string,
): number {
  // Topics and payloads of a load are ASCII, so characters are bytes.
  const length = 2 + topic.length + 2 + payload.length;
  let at = offset;
  into[at++] = 0x32;
  for (const byte of remainingLength(length)) into[at++] = byte;
  into[at++] = topic.length >> 8;
  into[at++] = topic.length & 0xff;
  at += into.write(topic, at, "latin1");
  into[at++] = id >> 8;
  into[at++] = id & 0xff;
  at += into.write(payload, at, "latin1");
  return at;
}
