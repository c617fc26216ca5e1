import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { describeSettings, readSettings } from "../../house/index.ts";
import { installed } from "../support/tools.ts";

const top = join(import.meta.dirname, "..", "..");
const deploy = join(top, "deploy");
const read = (...path: string[]) => readFileSync(join(deploy, ...path), "utf8");

/** The part of the Compose specification that we use; strict, so that a slip of the pen is found. */
const Service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.literal("unless-stopped"),
  stop_grace_period: z.literal("60s").optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string().regex(/^\d+:\d+$/)).default([]),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal("service_healthy") })).default({}),
  healthcheck: z
    .strictObject({ test: z.array(z.string()), interval: z.string(), timeout: z.string(), retries: z.int() })
    .optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
});
const Compose = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), Service),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  volumes: z.record(z.string(), z.strictObject({})),
});
const Overlay = z.strictObject({
  services: z.record(
    z.string(),
    z.strictObject({
      environment: z.record(z.string(), z.string()).default({}),
      volumes: z.array(z.string()),
      ports: z.array(z.string().regex(/^\d+:\d+$/)),
    }),
  ),
});
const compose = Compose.parse(parse(read("compose.yaml")));
const services = Object.entries(compose.services);

describe("compose.yaml", () => {
  it("has the five services, each restarted and each asked whether it is well", () => {
    expect(Object.keys(compose.services)).toEqual(["app", "postgres", "influxdb", "mosquitto", "grafana"]);
    const dockerfile = read("Dockerfile");
    for (const [name, { healthcheck }] of services)
      expect(healthcheck !== undefined || (name === "app" && dockerfile.includes("HEALTHCHECK")), name).toBe(
        true,
      );
  });

  it("pins every image to a version", () => {
    const images = [
      ...services.map(([, { image }]) => image),
      ...[...read("Dockerfile").matchAll(/^FROM (\S+)/gm)].map(([, image]) => image ?? ""),
    ];
    expect(images.length).toBeGreaterThan(5);
    for (const image of images) expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z-]+)?$/);
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(top, "package.json"), "utf8")));
    expect(compose.services.app?.image).toBe(`watchkeeper:${version}`);
  });

  it("gives the program folders that it may write, the Node it was made for, and time to end", () => {
    const dockerfile = read("Dockerfile");
    const own = /install -d -o watchkeeper .* -m 0700 (.+)$/m.exec(dockerfile)?.[1]?.split(" ") ?? [];
    const { volumes, environment, stop_grace_period } = compose.services.app!;
    // A new volume takes the owner of the folder that it is laid over; without one it is root's.
    for (const volume of volumes) {
      const [source = "", target = ""] = volume.split(":");
      if (!source.startsWith(".")) expect(own, volume).toContain(target);
    }
    expect(own).toContain(environment.WATCHKEEPER_BACKUP_FOLDER);
    expect(dockerfile).toMatch(/^ENTRYPOINT \["\/app\/node_modules\/\.bin\/node", /m);
    expect(stop_grace_period).toBe("60s");
    // What it runs must be there without a build: its files are read-only.
    const scripts = z.looseObject({ scripts: z.record(z.string(), z.string()) });
    const { scripts: known } = scripts.parse(JSON.parse(readFileSync(join(top, "package.json"), "utf8")));
    for (const [, script = ""] of dockerfile.matchAll(/npm run -s (\w+)/g))
      expect(known).toHaveProperty(script);
  });

  it("names only secrets, volumes, files and services that are there, and uses all that it names", () => {
    const used = { secrets: new Set<string>(), volumes: new Set<string>() };
    for (const [name, service] of services) {
      for (const secret of service.secrets) used.secrets.add(secret);
      for (const value of Object.values(service.environment)) {
        const secret = /\/run\/secrets\/(\w+)/.exec(value)?.[1];
        if (secret) expect(service.secrets, name).toContain(secret);
      }
      for (const volume of service.volumes) {
        const source = volume.split(":")[0] ?? "";
        if (!source.startsWith(".")) used.volumes.add(source);
        else if (!source.endsWith("site.yaml")) expect(existsSync(join(deploy, source)), volume).toBe(true);
      }
      for (const other of Object.keys(service.depends_on)) expect(compose.services).toHaveProperty(other);
    }
    expect([...used.secrets].sort()).toEqual(Object.keys(compose.secrets).sort());
    expect([...used.volumes].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it("publishes no port twice, and neither the state nor the readings to the outside", () => {
    const ports = services.flatMap(([, { ports }]) => ports.map((each) => each.split(":")[0]));
    expect(new Set(ports).size).toBe(ports.length);
    expect(compose.services.postgres?.ports).toEqual([]);
    expect(compose.services.influxdb?.ports).toEqual([]);
  });

  it("sets what the program reads, and no secret in the clear", () => {
    const { environment, command } = compose.services.app!;
    const known = Object.keys(environment).map((name) => name.replace(/_FILE$/, ""));
    const documented = readFileSync(join(top, "house", "settings.ts"), "utf8");
    for (const name of known) expect(documented, name).toContain(name);
    expect(command?.[0]).toBe("serve");
    for (const [name, { environment: all }] of services)
      for (const [key, value] of Object.entries(all))
        if (/PASSWORD|TOKEN|SECRET/.test(key)) expect(value, `${name} ${key}`).toMatch(/\/run\/secrets\//);
  });
});

describe("make-secrets.sh", () => {
  it("makes every secret once, and gateways' passwords on demand", ({ skip }) => {
    skip(!installed("mosquitto_passwd"), "mosquitto is not installed: apt-get install mosquitto");
    const folder = mkdtempSync(join(tmpdir(), "wk-deploy-"));
    try {
      cpSync(join(deploy, "make-secrets.sh"), join(folder, "make-secrets.sh"));
      const run = (...args: string[]) =>
        execFileSync("sh", [join(folder, "make-secrets.sh"), ...args], {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "pipe"],
        });
      run();
      for (const { file } of Object.values(compose.secrets))
        expect(statSync(join(folder, file)).size, file).toBeGreaterThan(0);
      expect(statSync(join(folder, "secrets")).mode & 0o077).toBe(0);
      const first = readFileSync(join(folder, "secrets", "state_url"), "utf8");
      expect(run("gateway", "maple/gw-1")).toMatch(/MQTT user {6}maple\/gw-1\nMQTT password {2}[0-9a-f]{48}/);
      expect(readFileSync(join(folder, "secrets", "state_url"), "utf8")).toBe(first);
      expect(readFileSync(join(folder, "secrets", "mosquitto_passwords"), "utf8")).toMatch(
        /^watchkeeper:.*\nmaple\/gw-1:/,
      );
      // As the program will find them.
      const settings = readSettings({
        WATCHKEEPER_STATE_FILE: join(folder, "secrets", "state_url"),
        WATCHKEEPER_ADMIN_PASSWORD_FILE: join(folder, "secrets", "admin_password"),
      });
      expect(settings).toMatchObject({ ok: true, value: { state: first } });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("settings by file", () => {
  it("name a file that cannot be read, and a secret given twice", () => {
    expect(readSettings({ WATCHKEEPER_STATE_FILE: "/nowhere/url" })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/WATCHKEEPER_STATE_FILE: \/nowhere\/url cannot be read \(ENOENT\)/),
    });
    expect(readSettings({ WATCHKEEPER_STATE_FILE: "/nowhere", WATCHKEEPER_STATE: "x" })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/both set/),
    });
  });
});

describe("mosquitto's configuration", () => {
  it("lets nobody in without a password and gives each gateway its own topics alone", () => {
    expect(read("mosquitto", "mosquitto.conf")).toMatch(/^allow_anonymous false$/m);
    const patterns = read("mosquitto", "rights").match(/^pattern .*$/gm) ?? [];
    expect(patterns.length).toBeGreaterThan(4);
    for (const pattern of patterns) expect(pattern).toContain("facility/%u/");
  });
});

describe("TLS", () => {
  it("is laid over compose.yaml: the same services, certificates from one folder, no plain port left open", () => {
    const override = { tag: "!override", collection: "seq" as const, resolve: (seq: unknown) => seq };
    const over = Overlay.parse(
      JSON.parse(JSON.stringify(parse(read("compose.tls.yaml"), { customTags: [override] }))),
    );
    for (const [name, { ports, volumes }] of Object.entries(over.services)) {
      const base = compose.services[name];
      expect(base, name).toBeDefined();
      // Overridden, not added: the plain ports of compose.yaml are not published any more.
      for (const port of ports) expect(base?.ports).not.toContain(port);
      for (const volume of volumes) expect(volume).toMatch(/^\.\/.+:ro$/);
    }
    const given = Object.entries(over.services.app?.environment ?? {});
    expect(readSettings(Object.fromEntries(given))).toMatchObject({
      ok: true,
      value: { tls: { plain: "local" } },
    });
    const tls = read("mosquitto", "mosquitto.tls.conf");
    expect(tls.startsWith(read("mosquitto", "mosquitto.conf"))).toBe(true);
    expect(tls).toMatch(/^listener 8883$/m);
  });

  it("and the rest of systemd's environment are settings that the program takes", () => {
    const lines = [...read("systemd", "environment.example").matchAll(/^#?(WATCHKEEPER_\w+)=(.*)$/gm)];
    expect(lines.length).toBeGreaterThan(12);
    const known = new Set(describeSettings({}).map(({ name }) => name));
    const given: Record<string, string> = {};
    for (const [, name = "", value = ""] of lines) {
      expect(known).toContain(name.replace(/_FILE$/, ""));
      if (!name.endsWith("_FILE")) given[name] = value;
    }
    expect(readSettings(given)).toMatchObject({ ok: true, value: { signOn: { rules: { create: false } } } });
  });
});

describe("systemd units", () => {
  const units = readdirSync(join(deploy, "systemd")).filter((name) => name.endsWith(".service"));
  it.each(units)("%s is one that systemd understands", (unit) => {
    const text = read("systemd", unit);
    for (const section of ["[Unit]", "[Service]", "[Install]"]) expect(text).toContain(section);
    expect(text).toMatch(/^User=watchkeeper$/m);
    expect(text).toMatch(/^Restart=always$/m);
    if (!installed("systemd-analyze")) return;
    // The program is not installed where the test runs; everything else must be right.
    const name = unit.replace("@", "@gw-b1");
    const folder = mkdtempSync(join(tmpdir(), "wk-units-"));
    try {
      cpSync(join(deploy, "systemd", unit), join(folder, name));
      const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", join(folder, name)], {
        encoding: "utf8",
      });
      const wrong = stderr
        .split("\n")
        .filter((line) => line.includes(name) && !/is not executable/.test(line));
      expect(wrong).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
