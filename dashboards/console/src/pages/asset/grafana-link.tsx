import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AssetDetail } from "../../../../../api/contract/index.ts";
import { aboutQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";

/** Which of Grafana's dashboards has this system's assets; dashboards/grafana names them so. */
const boards = {
  lift: "lifts",
  fire: "fire",
  water: "water",
  power: "power",
  network: "gateways",
} as const satisfies Record<AssetDetail["system"], string>;

/** Leads to the asset in Grafana, where there is one. */
export function GrafanaLink({ asset }: { asset: AssetDetail }): ReactNode {
  const t = useWords();
  const { data } = useQuery(aboutQuery);
  if (!data?.grafana) return null;
  const chosen = new URLSearchParams({ "var-site": asset.site, "var-asset": asset.id });
  return (
    <p>
      <a
        href={`${data.grafana}/d/watchkeeper-${boards[asset.system]}?${chosen}`}
        target="_blank"
        rel="noreferrer"
      >
        {t("asset.grafana")}
      </a>
    </p>
  );
}
