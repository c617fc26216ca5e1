import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { ModbusTCPRequest, ModbusTCPResponse, ModbusTCPServer, requests, responses } from "jsmodbus";
import { done, problem, type Result } from "../facility/units/index.ts";
import type { RegisterImage } from "./registers/index.ts";

/** One device behind a port. Undefined when it does not answer at all. */
export interface Unit {
  image(): RegisterImage | undefined;
  /** Takes a word for a holding register, or says why not with a Modbus exception code. */
  write(address: number, word: number): "taken" | 2 | 3;
  /** Switches a coil, or says why not; a unit without relays has none. */
  switch?(address: number, on: boolean): "taken" | 2 | 3;
}

export interface ModbusServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

const ILLEGAL_ADDRESS = 2;
/** Modbus Messaging on TCP/IP V1.0b: a gateway's word for a unit that is not there. */
const TARGET_SILENT = 11;

/** Serves several units on one port, each with its own registers as they are at the moment of asking. */
export async function serveModbus(
  host: string,
  port: number,
  units: ReadonlyMap<number, Unit>,
): Promise<Result<ModbusServer>> {
  const tcp = createServer({ noDelay: true });
  const sockets = new Set<Socket>();
  tcp.on("connection", (socket) => {
    sockets.add(socket);
    // A client that goes away in mid-answer is no trouble of ours.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  // Without tables of its own jsmodbus hands every request to the listeners below; its types do not know that.
  const none = undefined!;
  const server = new ModbusTCPServer(tcp, { coils: none, discrete: none, holding: none, input: none });

  const answer = (request: unknown, reply: (payload: Buffer) => void) => {
    if (!(request instanceof ModbusTCPRequest)) return;
    const unit = units.get(request.unitId);
    const image = unit?.image();
    if (unit && !image) return;
    const body = image ? bodyFor(request, image, unit) : refusal(request, TARGET_SILENT);
    reply(ModbusTCPResponse.fromRequest(request, body).createPayload());
  };
  server.on("readCoils", answer);
  server.on("readDiscreteInputs", answer);
  server.on("readHoldingRegisters", answer);
  server.on("readInputRegisters", answer);
  server.on("writeSingleRegister", answer);
  server.on("writeSingleCoil", answer);

  tcp.listen(port, host);
  try {
    await once(tcp, "listening");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return problem(
      code === "EADDRINUSE"
        ? `port ${port} on ${host} is taken; stop the other program or choose another base port.`
        : `cannot listen on ${host}:${port}: ${message}`,
    );
  }
  const address = tcp.address();
  return done({
    host,
    port: typeof address === "object" && address ? address.port : port,
    async close() {
      const closed = once(tcp, "close");
      tcp.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  });
}

function bodyFor(request: ModbusTCPRequest, image: RegisterImage, unit: Unit | undefined) {
  const { body } = request;
  if (requests.isReadHoldingRegistersRequestBody(body))
    return (body.start + body.count) * 2 > image.holding.length
      ? refusal(request, ILLEGAL_ADDRESS)
      : responses.ReadHoldingRegistersResponseBody.fromRequest(body, image.holding);
  if (requests.isReadInputRegistersRequestBody(body))
    return (body.start + body.count) * 2 > image.input.length
      ? refusal(request, ILLEGAL_ADDRESS)
      : responses.ReadInputRegistersResponseBody.fromRequest(body, image.input);
  if (requests.isReadDiscreteInputsRequestBody(body))
    return body.start + body.count > image.discrete.length * 8
      ? refusal(request, ILLEGAL_ADDRESS)
      : responses.ReadDiscreteInputsResponseBody.fromRequest(body, image.discrete);
  if (requests.isReadCoilsRequestBody(body))
    return body.start + body.count > image.coils.length * 8
      ? refusal(request, ILLEGAL_ADDRESS)
      : responses.ReadCoilsResponseBody.fromRequest(body, image.coils);
  if (requests.isWriteSingleRegisterRequestBody(body)) {
    const answer = unit?.write(body.address, body.value) ?? ILLEGAL_ADDRESS;
    return answer === "taken"
      ? responses.WriteSingleRegisterResponseBody.fromRequest(body)
      : refusal(request, answer);
  }
  if (requests.isWriteSingleCoilRequestBody(body)) {
    const answer = unit?.switch?.(body.address, body.value !== 0) ?? ILLEGAL_ADDRESS;
    return answer === "taken"
      ? responses.WriteSingleCoilResponseBody.fromRequest(body)
      : refusal(request, answer);
  }
  return refusal(request, 1);
}

const refusal = ({ body }: ModbusTCPRequest, code: 1 | 2 | 3 | 11) =>
  new responses.ExceptionResponseBody(body.fc, code);
