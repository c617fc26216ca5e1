import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withoutDocker } from "../support/docker.ts";

/**
 * The files of deploy/ as an installer uses them, from a copy of what is committed: secrets made, image built, five
 * services up, a sign-in, an alarm's way in by MQTT refused without a password. Ports 8080, 1883 and 3000 must be free.
 */
const top = join(import.meta.dirname, "..", "..");
const SITE = `
site: { id: hillside, name: { en: Hillside, zh: 山语苑 }, timeZone: Asia/Shanghai }
places: []
gateways: []
assets: []
`;

it("compose.yaml brings the server profile up: built, well, signed in to, and down again", {
  timeout: 1_200_000,
}, async ({ skip }) => {
  skip(withoutDocker !== undefined, withoutDocker);
  const { DockerComposeEnvironment, Wait } = await import("testcontainers");
  const copy = mkdtempSync(join(tmpdir(), "wk-compose-"));
  try {
    const files = execFileSync("git", ["ls-files", "-z"], { cwd: top, encoding: "utf8" });
    for (const file of files.split("\0").filter(Boolean)) cpSync(join(top, file), join(copy, file));
    const deploy = join(copy, "deploy");
    writeFileSync(join(deploy, "site.yaml"), SITE);
    execFileSync("sh", [join(deploy, "make-secrets.sh")]);
    const services = ["app", "postgres", "influxdb", "mosquitto", "grafana"];
    let environment = new DockerComposeEnvironment(deploy, "compose.yaml")
      .withBuild()
      .withStartupTimeout(900_000);
    for (const service of services)
      environment = environment.withWaitStrategy(`${service}-1`, Wait.forHealthCheck());
    const started = await environment.up();
    try {
      const url = "http://127.0.0.1:8080";
      await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 120_000 }).toBe(200);
      const password = readFileSync(join(deploy, "secrets/admin_password"), "utf8");
      const signIn = await fetch(`${url}/api/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username: "admin", password }),
      });
      expect(signIn.status).toBe(200);
      const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
      const connections = await fetch(`${url}/api/connections`, { headers: { cookie } });
      expect(await connections.json()).toMatchObject({
        readings: { kind: "influxdb" },
        broker: { kind: "external", connected: true, trouble: null },
      });
      expect((await fetch("http://127.0.0.1:3000/api/health")).status).toBe(200);
    } finally {
      await started.down({ removeVolumes: true });
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
