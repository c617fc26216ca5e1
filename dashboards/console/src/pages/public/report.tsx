import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Segmented } from "antd";
import { type ReactNode, useEffect, useId, useState } from "react";
import type { PublicAsset, RequestTaken } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { prefer, useLang } from "../../app/preferences.ts";
import { publicAsset, sendRequest } from "../../app/work-api.ts";
import { pick, when } from "../../laws/index.ts";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Icon, Quiet, useAdvice, Waiting } from "../../parts/index.ts";
import { base64Of, smaller } from "../../parts/picture.ts";
import "./public.css";

const route = getRouteApi("/q/$id");

/** What the code on an asset opens: say what is wrong, without an account. */
export function ReportPage(): ReactNode {
  const t = useWords();
  const { id } = route.useParams();
  const { data: asset, isError } = useQuery({
    queryKey: ["public", id],
    queryFn: () => publicAsset(id),
    retry: 1,
  });
  if (isError) return <PublicFrame>{<Quiet>{t("pub.noSuch")}</Quiet>}</PublicFrame>;
  return <PublicFrame>{asset ? <Report asset={asset} /> : <Waiting lines={6} />}</PublicFrame>;
}

/** A page for anybody: no menu, the language at hand. */
export function PublicFrame({ children }: { children: ReactNode }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <main className="public">
      <header className="public-head">
        <img src="/icon.svg" alt="" width={24} height={24} />
        <strong>{t("product")}</strong>
        <Button size="small" onClick={() => prefer({ lang: lang === "zh" ? "en" : "zh" })}>
          {t("language.other")}
        </Button>
      </header>
      {children}
    </main>
  );
}

function Report({ asset }: { asset: PublicAsset }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const ids = { words: useId(), phone: useId(), trap: useId() };
  const [what, setWhat] = useState<PublicAsset["what"][number]["id"]>();
  const [words, setWords] = useState("");
  const [phone, setPhone] = useState("");
  const [trap, setTrap] = useState("");
  const [photo, setPhoto] = useState<Blob>();
  const [preview, setPreview] = useState<string>();
  useEffect(() => {
    if (!photo) return setPreview(undefined);
    const url = URL.createObjectURL(photo);
    setPreview(url);
    return () => URL.revokeObjectURL(url);
  }, [photo]);
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: async () =>
      sendRequest(asset.id, {
        what: what ?? "other",
        words,
        language: lang,
        ticket: asset.ticket,
        website: trap,
        ...(phone.trim() === "" ? {} : { phone }),
        ...(photo ? { photo: await base64Of(await smaller(photo)) } : {}),
      }),
  });
  if (data) return <Taken taken={data} />;
  const missing =
    what === undefined ? t("pub.needsWhat") : words.trim().length < 2 ? t("pub.needsWords") : undefined;
  const urgent = what === "stuck" || what === "smell";
  return (
    <form
      className="public-form"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <h1>{pick(asset.name, lang)}</h1>
      <p className="soft">
        {pick(asset.site, lang)}
        {asset.place && ` · ${pick(asset.place, lang)}`}
      </p>
      {asset.known.length > 0 && (
        <div className="public-known">
          <strong>{t("pub.known")}</strong>
          <ul>
            {asset.known.map((one) => (
              <li key={`${one.since}${one.what.en}`}>
                {pick(one.what, lang)} · {pick(one.state, lang)} ·{" "}
                <span className="faint">
                  {t("pub.since", {
                    when: when(one.since, Date.now(), lang, asset.timeZone),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <span className="public-label">{t("pub.what")}</span>
      <Segmented
        className="public-what"
        value={what ?? ""}
        options={asset.what.map(({ id, label }) => ({ value: id, label: pick(label, lang) }))}
        onChange={(value) => setWhat(asset.what.find(({ id }) => id === value)?.id)}
      />
      {urgent && (
        <p className="public-urgent" role="alert">
          <Icon name="person_danger" /> {t("pub.urgent")}
        </p>
      )}
      <label htmlFor={ids.words} className="public-label">
        {t("pub.words")}
      </label>
      <textarea
        id={ids.words}
        rows={3}
        maxLength={1_000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <label className="public-photo">
        {preview && <img src={preview} alt="" />}
        <Icon name="camera" /> {t(photo ? "pub.photoReady" : "pub.photo")}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          className="only-heard"
          onChange={(event) => setPhoto(event.target.files?.[0])}
        />
      </label>
      {photo && (
        <Button type="text" className="public-drop" onClick={() => setPhoto(undefined)}>
          {t("pub.photoDrop")}
        </Button>
      )}
      <label htmlFor={ids.phone} className="public-label">
        {t("pub.phone")}
      </label>
      <input
        id={ids.phone}
        type="tel"
        autoComplete="tel"
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      <label className="public-trap" htmlFor={ids.trap} aria-hidden="true">
        Website
        <input
          id={ids.trap}
          tabIndex={-1}
          autoComplete="off"
          value={trap}
          onChange={(event) => setTrap(event.target.value)}
        />
      </label>
      <p className="faint">{t("pub.privacy", { n: asset.keepsPersonalDataDays })}</p>
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
      {missing && <p className="soft public-missing">{missing}</p>}
      <Button type="primary" size="large" htmlType="submit" loading={isPending} whyNot={missing}>
        {t("pub.send")}
      </Button>
    </form>
  );
}

function Taken({ taken }: { taken: RequestTaken }): ReactNode {
  const t = useWords();
  return (
    <div className="public-form" role="status">
      {taken.urgent && (
        <p className="public-urgent">
          <Icon name="person_danger" /> {t("pub.urgent")}
        </p>
      )}
      <h1>{taken.id}</h1>
      <p>{t("pub.thanks")}</p>
      {taken.joined && <p className="soft">{t("pub.joined")}</p>}
      <ButtonLink type="primary" size="large" href={taken.link}>
        {t("pub.follow")}
      </ButtonLink>
    </div>
  );
}
