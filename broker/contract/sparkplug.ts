import { done, problem, type Result, Slug } from "../../facility/units/index.ts";

/** `spBv1.0/<site>/<type>/<gateway>[/<asset>]`: group, edge node and device carry our slugs. */
export interface SparkplugTopic {
  readonly type: "NBIRTH" | "NDATA" | "NDEATH" | "DBIRTH" | "DDATA" | "DDEATH";
  readonly site: string;
  readonly gateway: string;
  /** The device of a D-type; undefined for the node itself. */
  readonly asset: string | undefined;
}

const ROOT = "spBv1.0";
const nodeTypes = ["NBIRTH", "NDATA", "NDEATH"];
const deviceTypes = ["DBIRTH", "DDATA", "DDEATH"];

export const isSparkplug = (topic: string): boolean => topic.startsWith(`${ROOT}/`);
/** Where a node hears commands, rebirth among them. */
export const nodeCommandTopic = (site: string, gateway: string): string => `${ROOT}/${site}/NCMD/${gateway}`;
/** The host says here, retained, that it listens. */
export const hostStateTopic = `${ROOT}/STATE/watchkeeper`;

export function parseSparkplugTopic(topic: string): Result<SparkplugTopic> {
  const [root, site, type = "", gateway, asset, ...rest] = topic.split("/");
  const ofNode = nodeTypes.includes(type);
  if (root !== ROOT || (!ofNode && !deviceTypes.includes(type)) || rest.length > 0)
    return problem(
      `topic "${topic}" is no birth, data or death of spBv1.0/<site>/<type>/<gateway>[/<asset>]`,
    );
  if (ofNode !== (asset === undefined))
    return problem(
      `topic "${topic}": ${type} ${ofNode ? "ends with the gateway" : "names an asset as device"}`,
    );
  for (const part of [site, gateway, ...(asset === undefined ? [] : [asset])])
    if (!Slug.safeParse(part).success)
      return problem(
        `"${part}" in topic "${topic}" is no slug; name group, node and device like site, gateway and asset`,
      );
  return done({ type: type as SparkplugTopic["type"], site: site!, gateway: gateway!, asset });
}

/** What a node may hear: its own commands and the host's state. */
export function maySubscribeSparkplug(who: { site: string; gateway: string }, filter: string): boolean {
  const { site, gateway } = who;
  const own = [`${ROOT}/${site}/NCMD/${gateway}`, `${ROOT}/${site}/DCMD/${gateway}`];
  return (
    own.some((topic) => filter === topic || filter.startsWith(`${topic}/`)) ||
    filter.startsWith(`${ROOT}/STATE/`)
  );
}
