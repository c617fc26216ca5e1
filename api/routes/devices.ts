import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { addressText, isSerial, type ModbusAddress, SiteDevice } from "../../facility/assets/index.ts";
import type { PointType } from "../../facility/catalog/index.ts";
import { assetId, text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import { DeviceProfileList, Discover, Discovered, FieldView, ProbeView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { fieldTrouble } from "../field-trouble.ts";
import type { Field } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Gateways"];
const params = z.object({ id: Id("<site>.<gateway>", "riverside.gw-b1") });

const profileList = createRoute({
  method: "get",
  path: "/api/device-profiles",
  tags,
  summary: "The kinds of devices a gateway can read · 设备型号（寄存器表）清单",
  ...allow("viewer"),
  responses: { 200: json(DeviceProfileList, "The profiles"), ...problems(401) },
});

const devices = createRoute({
  method: "get",
  path: "/api/gateways/{id}/devices",
  tags,
  summary: "How each device of a gateway does, and what is wrong with it · 网关下的设备状态",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(FieldView, "The devices"), ...problems(400, 401, 404) },
});

const probe = createRoute({
  method: "post",
  path: "/api/gateways/{id}/probe",
  tags,
  summary: "Poll a device once before it is saved; nothing is kept · 测试设备连接",
  ...allow("engineer"),
  request: { params, body: body(SiteDevice) },
  responses: { 200: json(ProbeView, "What it said"), ...problems(400, 401, 403, 404, 422, 429) },
});

const discover = createRoute({
  method: "post",
  path: "/api/gateways/{id}/discover",
  tags,
  summary: "Find devices that say themselves what they are (SunSpec) · 发现设备",
  ...allow("engineer"),
  request: { params, body: body(Discover) },
  responses: { 200: json(Discovered, "What was found"), ...problems(400, 401, 403, 404, 422, 429) },
});

/** Looks at devices under way at once in the whole house: each may wait for a silent device. */
const MOST_AT_ONCE = 4;

export function deviceRoutes(app: ApiApp, deps: RouteDeps, field: Field): void {
  const { model, types } = deps;
  let underWay = 0;
  const find = (id: string) => model().gateways.find(({ site, gateway }) => assetId(site, gateway.id) === id);
  const unknown = (c: Context, id: string) =>
    refuse(
      c,
      404,
      text(
        `There is no gateway ${id}. GET /api/gateways lists them.`,
        `没有网关 ${id}。GET /api/gateways 列出全部网关。`,
      ),
    );
  const busy = (c: Context) => {
    c.header("retry-after", "5");
    return refuse(
      c,
      429,
      text(
        "Other devices are being looked at. Try again in a few seconds.",
        "正在测试其他设备，请稍后重试。",
      ),
    );
  };
  const notThere = (c: Context, address: ModbusAddress) =>
    refuse(
      c,
      422,
      text(
        `${addressText(address)} is an address of the machine's own network stack, not of a device.`,
        `${addressText(address)} 是系统保留地址，不是设备地址。`,
      ),
    );

  app.openapi(profileList, (c) => c.json({ profiles: [...field.profiles] }, 200));

  app.openapi(devices, (c) => {
    const { id } = c.req.valid("param");
    const found = find(id);
    if (!found) return unknown(c, id);
    const report = field.report(assetId(found.site, found.gateway.id));
    return c.json(
      {
        runsHere: report !== undefined,
        clockOffsetMs: report?.clockOffsetMs ?? null,
        waitingMessages: report?.waitingMessages ?? null,
        droppedMessages: report?.droppedMessages ?? null,
        devices: (report?.devices ?? []).map((device) => ({
          asset: assetId(found.site, device.asset),
          profile: device.profile,
          address: device.address,
          online: device.online,
          polls: device.polls,
          errors: device.errors,
          lastError: device.lastError === null ? null : fieldTrouble(device.lastErrorKind, device.lastError),
          lastAnswerAt: device.lastAnswerAt,
          latencyMs: device.latencyMs,
        })),
      },
      200,
    );
  });

  app.openapi(probe, async (c) => {
    const { id } = c.req.valid("param");
    const found = find(id);
    if (!found) return unknown(c, id);
    const device = c.req.valid("json");
    if (isReserved(device.modbus)) return notThere(c, device.modbus);
    if (underWay >= MOST_AT_ONCE) return busy(c);
    underWay++;
    try {
      const gateway = assetId(found.site, found.gateway.id);
      const answer = await field.probe(gateway, device);
      await record(deps, c, "gateway.probed", gateway, {
        address: addressText(device.modbus),
        profile: device.profile,
        answered: answer.ok,
      });
      if (!answer.ok)
        return c.json(
          {
            ok: false as const,
            kind: answer.kind,
            problem: fieldTrouble(answer.kind, answer.problem, answer.code),
          },
          200,
        );
      const equipment = field.profiles.find((each) => each.id === device.profile)?.equipment;
      const points = types.find((type) => type.id === equipment)?.points ?? [];
      return c.json(
        {
          ok: true as const,
          latencyMs: answer.latencyMs,
          points: answer.points.flatMap(({ point, value, fc, address }) => {
            const type = points.find(({ name }) => name === point);
            return type
              ? [
                  {
                    name: point,
                    type,
                    value,
                    plausible: isPlausible(type, value),
                    register: `${fc}:${address}`,
                  },
                ]
              : [];
          }),
          problems: [...answer.problems],
        },
        200,
      );
    } finally {
      underWay--;
    }
  });

  app.openapi(discover, async (c) => {
    const { id } = c.req.valid("param");
    const found = find(id);
    if (!found) return unknown(c, id);
    const { modbus, from, to } = c.req.valid("json");
    if (isReserved(modbus)) return notThere(c, modbus);
    if (underWay >= MOST_AT_ONCE) return busy(c);
    underWay++;
    try {
      const units = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      const gateway = assetId(found.site, found.gateway.id);
      const answer = await field.discover(gateway, modbus, units);
      await record(deps, c, "gateway.probed", gateway, {
        address: addressText(modbus),
        units: `${from}-${to}`,
        answered: answer.ok && answer.found.length > 0,
      });
      return answer.ok
        ? c.json(
            {
              ok: true as const,
              found: answer.found.map((each) => ({
                ...each,
                models: [...each.models],
                profile: each.profile ?? null,
              })),
            },
            200,
          )
        : c.json({ ok: false as const, problem: fieldTrouble(answer.kind, answer.problem) }, 200);
    } finally {
      underWay--;
    }
  });
}

/** Link-local addresses (RFC 3927, RFC 4291 2.5.6): where clouds keep their secrets, and never a meter. */
const isReserved = (address: ModbusAddress): boolean =>
  !isSerial(address) &&
  /^(169\.254\.|\[fe[89ab]|\[::ffff:a9fe:|metadata\.)/i.test(canonical(address.host.trim()));

/** Decimal, octal, hexadecimal and IPv6-mapped spellings as one, as browsers read them (WHATWG URL §3.5). */
function canonical(host: string): string {
  const url = `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}/`;
  return URL.canParse(url) ? new URL(url).hostname : host;
}

const isPlausible = (type: PointType, value: number | boolean | null): boolean =>
  value === null ||
  type.kind !== "number" ||
  (typeof value === "number" && (!type.range || (value >= type.range[0] && value <= type.range[1])));
