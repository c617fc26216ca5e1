import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Drawer } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import type { AdoptOffers, OfferList } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { catalogQuery, siteQuery } from "../../../app/sites-api.ts";
import { draftOfPoint, type PointDraft, pick, pointOfDraft } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { useAdvice, usePhone, Waiting } from "../../../parts/index.ts";
import { Changes } from "../../site/changes.tsx";
import { FieldRow } from "../../site/fields.tsx";
import "../../site/site.css";
import { adoptOffers, previewAdoption, proposalsQuery } from "./offers-api.ts";
import { PointFields } from "./point-fields.tsx";

interface Props {
  readonly gateway: string;
  readonly asset: string;
  /** With the number of points adopted, if any were. */
  readonly close: (adopted?: number) => void;
}

/** The asset's part of the form; only where the site does not have it yet. */
interface AssetDraft {
  readonly type?: string;
  readonly zh: string;
  readonly en: string;
  readonly in?: string;
}

/** Takes points that a gateway sends into the site: described by a person, differences shown, then in force. */
export function Adopt({ gateway, asset, close }: Props): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const [type, setType] = useState<string>();
  const { data } = useQuery(proposalsQuery(type));
  return (
    <Drawer
      open
      onClose={() => close()}
      size={phone ? "100%" : 640}
      title={t("offers.adoptTitle", { asset })}
    >
      {data ? (
        <Body gateway={gateway} asset={asset} close={close} list={data} setType={setType} />
      ) : (
        <Waiting lines={6} />
      )}
    </Drawer>
  );
}

function Body({
  gateway,
  asset,
  close,
  list,
  setType,
}: Props & { readonly list: OfferList; readonly setType: (type: string | undefined) => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const { data: catalog } = useQuery(catalogQuery);
  const { data: site } = useQuery(siteQuery(gateway.split("/")[0] ?? ""));
  const offers = list.offers
    .filter((offer) => offer.gateway === gateway && offer.asset === asset)
    .sort((a, b) => (a.point < b.point ? -1 : 1));
  const joins = list.newAssets.find((one) => one.gateway === gateway && one.asset === asset)?.proposal;
  const [draft, setDraft] = useState<AssetDraft>(() => ({
    zh: joins?.name.zh ?? "",
    en: joins?.name.en ?? "",
    ...(joins?.type ? { type: joins.type } : {}),
    ...(joins?.in ? { in: joins.in } : {}),
  }));
  /** Only what was typed: a proposal for another type may come in under it. */
  const [typed, setTyped] = useState<Readonly<Record<string, Partial<PointDraft>>>>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);

  const points = offers
    .filter(({ point }) => !left.has(point))
    .map((offer) => ({
      offer,
      read: offer.ofType
        ? ({ ok: true, point: offer.proposal } as const)
        : pointOfDraft({ ...draftOfPoint(offer.proposal), ...typed[offer.point] }, offer.proposal),
    }));
  const lacksName = joins !== undefined && (!draft.zh.trim() || !draft.en.trim());
  const lacksType = joins !== undefined && !draft.type;
  const fits = points.length > 0 && points.every(({ read }) => read.ok) && !lacksName && !lacksType;
  const body = (): AdoptOffers => ({
    gateway,
    asset,
    points: points.flatMap(({ read }) => (read.ok ? read.point : [])),
    ...(joins
      ? {
          newAsset: {
            type: draft.type ?? "",
            name: { zh: draft.zh.trim(), en: draft.en.trim() },
            ...(draft.in ? { in: draft.in } : {}),
          },
        }
      : {}),
  });

  const look = useMutation({ mutationFn: () => previewAdoption(body()) });
  const apply = useMutation({
    mutationFn: (revision: number) => adoptOffers(body(), revision),
    onSuccess: async () => {
      await queries.invalidateQueries();
      close(points.length);
    },
    // Whatever went wrong, the differences shown are no longer certain.
    onError: () => look.mutate(),
  });
  const trouble = apply.error ?? look.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fits) look.mutate();
  };

  if (look.data)
    return (
      <div className="adopt">
        <Changes changes={look.data.changes} />
        {trouble && (
          <p className="beside-error" role="alert">
            {advice(trouble)}
          </p>
        )}
        <div className="site-actions">
          <Button
            type="primary"
            loading={apply.isPending}
            onClick={() => look.data && apply.mutate(look.data.revision)}
          >
            {t("offers.apply", { n: points.length })}
          </Button>
          <Button
            onClick={() => {
              look.reset();
              apply.reset();
            }}
          >
            {t("offers.back")}
          </Button>
        </div>
      </div>
    );

  const types = (catalog?.types ?? [])
    .filter(({ id }) => id !== "gateway")
    .map(({ id, label }) => ({ value: id, label: pick(label, lang) }));
  const places = (site?.file.places ?? []).map(({ id, name }) => ({
    value: id,
    label: `${pick(name, lang)} · ${id}`,
  }));
  const set = (change: Partial<Record<keyof AssetDraft, unknown>>) =>
    setDraft((before) => ({ ...before, ...change }) as AssetDraft);
  return (
    <form className="adopt" onSubmit={submit} noValidate>
      <p className="soft">{t("offers.adoptHint")}</p>
      {joins && (
        <fieldset className="adopt-asset">
          <legend>{t("offers.newAssetHint")}</legend>
          <div className="site-fields">
            <FieldRow
              field={{ path: "type", label: t("offers.type"), kind: "one", options: types, required: true }}
              value={draft.type}
              wrong={tried && lacksType ? t("offers.wrong.type") : undefined}
              locked={false}
              change={(value) => {
                set({ type: value });
                setType(typeof value === "string" ? value : undefined);
              }}
            />
            <FieldRow
              field={{ path: "in", label: t("offers.place"), kind: "one", options: places }}
              value={draft.in}
              wrong={undefined}
              locked={false}
              change={(value) => set({ in: value })}
            />
            {(["zh", "en"] as const).map((path) => (
              <FieldRow
                key={path}
                field={{
                  path,
                  label: t(path === "zh" ? "offers.nameZh" : "offers.nameEn"),
                  kind: "words",
                  required: true,
                }}
                value={draft[path]}
                wrong={tried && !draft[path].trim() ? t("offers.wrong.name") : undefined}
                locked={false}
                change={(value) => set({ [path]: value })}
              />
            ))}
          </div>
        </fieldset>
      )}
      {offers.map((offer) => {
        const read = points.find((one) => one.offer === offer)?.read;
        return (
          <PointFields
            key={offer.point}
            offer={offer}
            draft={{ ...draftOfPoint(offer.proposal), ...typed[offer.point] }}
            taken={!left.has(offer.point)}
            wrong={tried && read && !read.ok ? read.wrong : []}
            take={(taken) =>
              setLeft((before) => {
                const next = new Set(before);
                if (taken) next.delete(offer.point);
                else next.add(offer.point);
                return next;
              })
            }
            change={(change) =>
              setTyped((before) => ({ ...before, [offer.point]: { ...before[offer.point], ...change } }))
            }
          />
        );
      })}
      {tried && points.length === 0 && (
        <p className="beside-error" role="alert">
          {t("offers.nothingChosen")}
        </p>
      )}
      {trouble && (
        <p className="beside-error" role="alert">
          {advice(trouble)}
        </p>
      )}
      <div className="site-actions">
        <Button type="primary" htmlType="submit" loading={look.isPending}>
          {t("offers.look")}
        </Button>
      </div>
    </form>
  );
}
