import { useMutation, useQuery } from "@tanstack/react-query";
import { Input, InputNumber, Popconfirm, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { DeviceProfileView, SiteDetail } from "../../../../../../api/contract/index.ts";
import { discoverDevices, probeDevice, profilesQuery } from "../../../app/field-api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { putEntry } from "../../../app/sites-api.ts";
import { pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { useAdvice, Waiting } from "../../../parts/index.ts";
import { type DeviceDraft, deviceOf, draftOf, type LineKind, type SiteDevice } from "./device-draft.ts";
import { Labelled } from "./labelled.tsx";
import { Found, Probed } from "./probe-result.tsx";

const BAUD_RATES = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200];

/** Adds or edits one device of a gateway; it can be tried before it is saved. */
export function DeviceForm({
  detail,
  gateway: gatewayId,
  device,
  done,
}: {
  detail: SiteDetail;
  /** The slug of the gateway in its site. */
  gateway: string;
  /** Undefined for a new one. */
  device: SiteDevice | undefined;
  done: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const profiles = useQuery(profilesQuery).data?.profiles;
  const [draft, setDraft] = useState(() => draftOf(device));
  const [lacking, setLacking] = useState<readonly string[]>([]);
  const { file, revision } = detail;
  const site = file.site.id;
  const gateway = file.gateways.find(({ id }) => id === gatewayId);

  const probe = useMutation({
    mutationFn: (wanted: SiteDevice) => probeDevice(`${site}.${gatewayId}`, wanted),
  });
  const find = useMutation({
    mutationFn: (modbus: SiteDevice["modbus"]) =>
      discoverDevices(`${site}.${gatewayId}`, { modbus, from: 1, to: 16 }),
  });
  const save = useMutation({
    mutationFn: (devices: readonly SiteDevice[]) =>
      putEntry(site, "gateways", gatewayId, revision, { ...gateway, devices }),
    onSuccess: done,
  });
  if (!profiles || !gateway) return <Waiting lines={6} />;

  const set = (change: Partial<DeviceDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setLacking((before) => before.filter((name) => !(name in change)));
    // What was found out about another address says nothing about this one.
    probe.reset();
  };
  const others = gateway.devices.filter((each) => each.asset !== device?.asset);
  const withDraft = (then: (wanted: SiteDevice) => void) => {
    const wanted = deviceOf(draft);
    setLacking(wanted.ok ? [] : wanted.lacking);
    if (wanted.ok) then(wanted.device);
  };
  const findHere = () => {
    const wanted = deviceOf({ ...draft, asset: draft.asset ?? "x", profile: draft.profile ?? "x" });
    setLacking(wanted.ok ? [] : wanted.lacking);
    if (wanted.ok) find.mutate(wanted.device.modbus);
  };

  const taken = new Set(file.gateways.flatMap((each) => each.devices.map(({ asset }) => asset)));
  if (device) taken.delete(device.asset);
  const assets = file.assets.filter(({ id }) => !taken.has(id));
  const type = assets.find(({ id }) => id === draft.asset)?.type;
  const fitting = profiles.filter(({ equipment }) => type === undefined || equipment === type);
  const profile = profiles.find(({ id }) => id === draft.profile);
  const wrong = (name: string) => (lacking.includes(name) ? t("field.form.needed") : undefined);
  const nameOf = ({ label }: DeviceProfileView) => pick(label, lang);
  const trouble = save.error ?? probe.error ?? find.error;
  const number =
    (
      name: "port" | "unit" | "pollSeconds" | "ctRatio" | "ptRatio",
      low: number,
      high: number,
      suffix?: string,
    ) =>
    (id: string) => (
      <InputNumber<number>
        id={id}
        min={low}
        max={high}
        value={draft[name]}
        {...(suffix ? { suffix } : {})}
        status={lacking.includes(name) ? "error" : ""}
        onChange={(value) => set({ [name]: value })}
        style={{ width: "100%" }}
      />
    );

  return (
    <form
      className="device-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        withDraft((wanted) => save.mutate([...others, wanted]));
      }}
    >
      {assets.length === 0 && <p className="soft">{t("field.form.noAssets")}</p>}
      <Labelled label={t("field.form.asset")} wrong={wrong("asset")}>
        {(id) => (
          <Select
            id={id}
            value={draft.asset}
            status={lacking.includes("asset") ? "error" : ""}
            showSearch={{ optionFilterProp: "label" }}
            options={assets.map((each) => ({
              value: each.id,
              label: `${pick(each.name, lang)} · ${each.id}`,
            }))}
            onChange={(asset: string) => {
              const kind = assets.find((each) => each.id === asset)?.type;
              const only = profiles.filter(({ equipment }) => equipment === kind);
              const keeps = profile && profile.equipment === kind;
              set({ asset, profile: keeps ? profile.id : only.length === 1 ? only[0]!.id : null });
            }}
          />
        )}
      </Labelled>
      <Labelled
        label={t("field.form.profile")}
        wrong={wrong("profile")}
        hint={profile && t("field.form.profileHint", { source: profile.source })}
      >
        {(id) => (
          <Select
            id={id}
            value={draft.profile}
            status={lacking.includes("profile") ? "error" : ""}
            showSearch={{ optionFilterProp: "label" }}
            options={fitting.map((each) => ({ value: each.id, label: nameOf(each) }))}
            onChange={(id: string) => set({ profile: id })}
          />
        )}
      </Labelled>
      <Labelled label={t("field.form.line")}>
        {(id) => (
          <Segmented<LineKind>
            id={id}
            block
            value={draft.line}
            options={[
              { value: "tcp", label: t("field.form.tcp") },
              { value: "rtu-over-tcp", label: t("field.form.rtu") },
              { value: "serial", label: t("field.form.serial") },
            ]}
            onChange={(line) => set({ line })}
          />
        )}
      </Labelled>
      <div className="device-fields">
        {draft.line === "serial" ? (
          <>
            <Labelled
              label={t("field.form.serialPort")}
              wrong={wrong("serial")}
              hint={t("field.form.serialHint")}
            >
              {(id) => (
                <Input
                  id={id}
                  spellCheck={false}
                  value={draft.serial}
                  status={lacking.includes("serial") ? "error" : ""}
                  onChange={(event) => set({ serial: event.target.value })}
                />
              )}
            </Labelled>
            <Labelled label={t("field.form.baudRate")}>
              {(id) => (
                <Select
                  id={id}
                  value={draft.baudRate}
                  options={BAUD_RATES.map((value) => ({ value, label: String(value) }))}
                  onChange={(baudRate: number) => set({ baudRate })}
                />
              )}
            </Labelled>
            <Labelled label={t("field.form.parity")}>
              {(id) => (
                <Select<DeviceDraft["parity"]>
                  id={id}
                  value={draft.parity}
                  options={(["none", "even", "odd"] as const).map((value) => ({
                    value,
                    label: t(`field.form.parities.${value}`),
                  }))}
                  onChange={(parity) => set({ parity })}
                />
              )}
            </Labelled>
            <Labelled label={t("field.form.stopBits")}>
              {(id) => (
                <Select<1 | 2>
                  id={id}
                  value={draft.stopBits}
                  options={[
                    { value: 1, label: "1" },
                    { value: 2, label: "2" },
                  ]}
                  onChange={(stopBits) => set({ stopBits })}
                />
              )}
            </Labelled>
          </>
        ) : (
          <>
            <Labelled label={t("field.form.host")} wrong={wrong("host")}>
              {(id) => (
                <Input
                  id={id}
                  spellCheck={false}
                  placeholder="192.168.1.50"
                  value={draft.host}
                  status={lacking.includes("host") ? "error" : ""}
                  onChange={(event) => set({ host: event.target.value })}
                />
              )}
            </Labelled>
            <Labelled label={t("field.form.port")} wrong={wrong("port")}>
              {number("port", 1, 65_535)}
            </Labelled>
          </>
        )}
        <Labelled label={t("field.form.unit")} wrong={wrong("unit")}>
          {number("unit", draft.line === "serial" ? 1 : 0, draft.line === "serial" ? 247 : 255)}
        </Labelled>
        <Labelled label={t("field.form.pace")} wrong={wrong("pollSeconds")}>
          {number("pollSeconds", 0.1, 3_600, t("field.form.seconds"))}
        </Labelled>
        {(profile === undefined || profile.equipment === "power-meter") && (
          <>
            <Labelled label={t("field.form.ct")} hint={t("field.form.ratioHint")}>
              {number("ctRatio", 0.001, 100_000)}
            </Labelled>
            <Labelled label={t("field.form.pt")}>{number("ptRatio", 0.001, 100_000)}</Labelled>
          </>
        )}
      </div>
      <div className="device-acts">
        <Button loading={probe.isPending} onClick={() => withDraft((wanted) => probe.mutate(wanted))}>
          {t("field.form.test")}
        </Button>
        <Button type="text" loading={find.isPending} onClick={findHere} title={t("field.form.findHint")}>
          {t("field.form.find")}
        </Button>
      </div>
      {probe.data && <Probed probe={probe.data} />}
      {find.data && (
        <Found
          answer={find.data}
          use={({ unit, profile: id }) => set({ unit, ...(id === null ? {} : { profile: id }) })}
        />
      )}
      {trouble && (
        <p className="beside-error" role="alert">
          {advice(trouble)}
        </p>
      )}
      <div className="device-acts device-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("field.form.save")}
        </Button>
        <Button onClick={done}>{t("field.form.cancel")}</Button>
        {device && (
          <Popconfirm
            title={t("field.form.removeAsk")}
            description={<span className="device-ask">{t("field.form.removeSays")}</span>}
            okText={t("field.form.remove")}
            cancelText={t("field.form.cancel")}
            okButtonProps={{ danger: true }}
            onConfirm={() => save.mutate(others)}
          >
            <Button danger className="device-remove">
              {t("field.form.remove")}
            </Button>
          </Popconfirm>
        )}
      </div>
    </form>
  );
}
