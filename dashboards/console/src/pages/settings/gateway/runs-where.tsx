import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Segmented } from "antd";
import type { ReactNode } from "react";
import type { SiteDetail } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { putEntry } from "../../../app/sites-api.ts";
import { useAdvice, usePhone } from "../../../parts/index.ts";

/** Who reads the gateway's devices: two of one name would throw each other off the broker. */
export function RunsWhere({
  site,
  gateway,
}: {
  site: SiteDetail;
  /** The slug of the gateway in its site. */
  gateway: string;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const phone = usePhone();
  const queries = useQueryClient();
  const kept = site.file.gateways.find(({ id }) => id === gateway);
  const save = useMutation({
    mutationFn: async (where: "here" | "elsewhere") => {
      const { runs: _, ...rest } = { ...kept };
      const entry = where === "elsewhere" ? { ...rest, runs: where } : rest;
      await putEntry(site.file.site.id, "gateways", gateway, site.revision, entry);
    },
    onSettled: () => {
      for (const key of ["sites", "gateways", "field"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  if (!kept || (kept.devices.length === 0 && kept.listen.length === 0)) return null;
  return (
    <div className="gateway-own">
      <Segmented
        vertical={phone}
        aria-label={t("field.gateway.readBy")}
        value={(kept.runs ?? "here") as "here" | "elsewhere"}
        disabled={save.isPending}
        options={[
          { value: "here" as const, label: t("field.gateway.here") },
          { value: "elsewhere" as const, label: t("field.gateway.elsewhere") },
        ]}
        onChange={(where) => save.mutate(where)}
      />
      <p className="soft">{t(kept.runs ? "field.gateway.elsewhereSays" : "field.gateway.hereSays")}</p>
      {save.error && (
        <p className="beside-error" role="alert">
          {advice(save.error)}
        </p>
      )}
    </div>
  );
}
