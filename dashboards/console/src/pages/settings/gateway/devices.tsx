import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Drawer } from "antd";
import { type ReactNode, useState } from "react";
import type { FieldDeviceView, FieldView, SiteDetail } from "../../../../../../api/contract/index.ts";
import { profilesQuery } from "../../../app/field-api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { NOTHING, numberText, pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { AssetLink, Quiet, usePhone } from "../../../parts/index.ts";
import { DeviceForm } from "./device-form.tsx";

/** The devices of a gateway: which answer, which do not and why; added and changed here. */
export function Devices({
  field,
  detail,
  gateway,
}: {
  field: FieldView;
  /** Only for people who may edit the site. */
  detail: SiteDetail | undefined;
  /** The slug of the gateway in its site. */
  gateway: string;
}): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const queries = useQueryClient();
  /** The asset of the device that is being edited; null for a new one. */
  const [edited, setEdited] = useState<string | null>();
  const kept = detail?.file.gateways.find(({ id }) => id === gateway)?.devices ?? [];
  const finish = () => {
    setEdited(undefined);
    for (const key of ["sites", "assets", "asset", "gateways"])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const slugOf = (asset: string) => asset.slice(asset.indexOf(".") + 1);
  const edit = (asset: string) =>
    kept.some((device) => device.asset === slugOf(asset)) && (
      <Button size="small" onClick={() => setEdited(slugOf(asset))}>
        {t("field.devices.edit")}
      </Button>
    );
  return (
    <section className="panel" aria-labelledby="field-devices">
      <div className="panel-head">
        <h2 id="field-devices">{t("field.devices.title")}</h2>
        <span className="faint num">
          {field.devices.filter(({ online }) => online).length}/{field.devices.length}
        </span>
        {detail && (
          <Button size="small" type="primary" onClick={() => setEdited(null)}>
            {t("field.devices.add")}
          </Button>
        )}
      </div>
      {field.devices.length === 0 ? (
        <Quiet>{t("field.devices.none")}</Quiet>
      ) : phone ? (
        <ul className="device-cards">
          {field.devices.map((device) => (
            <li key={keyOf(device)}>
              <span className="device-card-head">
                <AssetLink id={device.asset} />
                {edit(device.asset)}
              </span>
              <span className="faint">
                <ProfileName id={device.profile} /> · <Address text={device.address} />
              </span>
              <State device={device} />
            </li>
          ))}
        </ul>
      ) : (
        <table className="rows devices">
          <thead>
            <tr>
              <th scope="col">{t("field.devices.asset")}</th>
              <th scope="col">{t("field.devices.profile")}</th>
              <th scope="col">{t("field.devices.address")}</th>
              <th scope="col">{t("field.devices.state")}</th>
              <th scope="col" className="num">
                {t("field.devices.latency")}
              </th>
              <th scope="col" className="num">
                {t("field.devices.errors")}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {field.devices.map((device) => (
              <tr key={keyOf(device)}>
                <td>
                  <AssetLink id={device.asset} />
                </td>
                <td>
                  <ProfileName id={device.profile} />
                </td>
                <td className="device-address soft">
                  <Address text={device.address} />
                </td>
                <td>
                  <State device={device} />
                </td>
                <td className="num soft">
                  <Latency device={device} />
                </td>
                <td className="num soft">
                  <Share device={device} />
                </td>
                <td className="device-edit">{edit(device.asset)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {detail && edited !== undefined && (
        <Drawer
          open
          onClose={() => setEdited(undefined)}
          size={phone ? "100%" : 640}
          title={t(edited === null ? "field.devices.new" : "field.devices.edit")}
        >
          <DeviceForm
            key={`${edited} ${detail.revision}`}
            detail={detail}
            gateway={gateway}
            device={kept.find(({ asset }) => asset === edited)}
            done={finish}
          />
        </Drawer>
      )}
    </section>
  );
}

function ProfileName({ id }: { id: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const found = useQuery(profilesQuery).data?.profiles.find((profile) => profile.id === id);
  if (found) return pick(found.label, lang);
  // Not polled by a profile: it sends by itself.
  return id === "gb26875" ? t("field.devices.gb26875") : id;
}

/** `192.168.1.50:502 unit 3`, or `0.0.0.0:5200 from 000000000379`, in the language on the screen. */
function Address({ text }: { text: string }): ReactNode {
  const t = useWords();
  const [line, unit] = text.split(" unit ");
  if (line !== undefined && unit !== undefined) return t("field.devices.at", { line, unit });
  const [listen, source] = text.split(" from ");
  return listen !== undefined && source !== undefined
    ? t("field.devices.hearsFrom", { listen, source })
    : text;
}

/** An asset may be read in two ways, each by a device of its own. */
const keyOf = ({ asset, profile }: FieldDeviceView): string => `${asset} ${profile}`;

function State({ device }: { device: FieldDeviceView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { online, polls, lastError } = device;
  return (
    <span className="device-state">
      <span className={online ? "presence" : "presence is-off"}>
        {t(online ? "field.devices.answers" : polls === 0 ? "field.devices.notYet" : "field.devices.silent")}
      </span>
      {lastError && <span className={online ? "faint" : "device-why"}>{pick(lastError, lang)}</span>}
    </span>
  );
}

function Latency({ device: { latencyMs } }: { device: FieldDeviceView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return latencyMs === null ? NOTHING : t("field.devices.ms", { n: numberText(latencyMs, 0, lang) });
}

function Share({ device: { errors, polls } }: { device: FieldDeviceView }): ReactNode {
  const lang = useLang();
  return `${numberText(errors, 0, lang)} / ${numberText(polls, 0, lang)}`;
}
