import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Drawer, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { AssetStoryView, SiteDetail } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putEntry, siteQuery } from "../../app/sites-api.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, usePhone, Waiting } from "../../parts/index.ts";
import { storyQuery } from "./api.ts";
import { Field, WordsField } from "./field.tsx";

type Entry = SiteDetail["file"]["assets"][number];
const sides = ["people", "service", "law", "money"] as const;
const days = ["installed", "warrantyUntil"] as const;
const words = ["make", "model", "serial"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Who made it, its number, its days and how critical it is: what the site's register says, changed where it is read. */
export function RegisterForm({ story, close }: { story: AssetStoryView; close: () => void }): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const [site = "", slug = ""] = [
    story.asset.slice(0, story.asset.indexOf(".")),
    story.asset.slice(story.asset.indexOf(".") + 1),
  ];
  const { data, error, refetch } = useQuery(siteQuery(site));
  const entry = data?.file.assets.find(({ id }) => id === slug);
  return (
    <Drawer open onClose={close} size={phone ? "100%" : 560} title={t("lifecycle.story.editRegister")}>
      {error && !data && <TroubleNote error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting lines={6} />}
      {data && entry && (
        <Form site={site} revision={data.revision} entry={entry} story={story} close={close} />
      )}
    </Drawer>
  );
}

function Form({
  site,
  revision,
  entry,
  story,
  close,
}: {
  site: string;
  revision: number;
  entry: Entry;
  story: AssetStoryView;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Entry>(entry);
  const set = <K extends keyof Entry>(key: K, value: Entry[K] | undefined) => {
    const next = { ...draft };
    if (value === undefined || value === "") delete next[key];
    else next[key] = value;
    setDraft(next);
  };
  const wrong = days.filter((key) => draft[key] !== undefined && !DAY.test(draft[key] ?? ""));
  const save = useMutation({
    mutationFn: () => putEntry(site, "assets", entry.id, revision, draft),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: siteQuery(site).queryKey }),
        queries.invalidateQueries({ queryKey: storyQuery(story.asset).queryKey }),
        queries.invalidateQueries({ queryKey: ["lifecycle", "fleet"] }),
      ]);
      close();
    },
  });
  return (
    <form
      className="lc-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length === 0) save.mutate();
      }}
    >
      <div className="lc-two">
        {words.map((key) => (
          <WordsField
            key={key}
            label={t(`lifecycle.story.facts.${key}`)}
            value={draft[key] ?? ""}
            set={(value) => set(key, value)}
          />
        ))}
        {days.map((key) => (
          <WordsField
            key={key}
            type="date"
            label={t(`lifecycle.story.facts.${key === "installed" ? "installed" : "warranty"}`)}
            value={draft[key] ?? ""}
            {...(wrong.includes(key) ? { wrong: t("lifecycle.story.wrongDay") } : {})}
            set={(value) => set(key, value)}
          />
        ))}
      </div>
      <fieldset className="lc-set">
        <legend>{t("lifecycle.story.facts.criticality")}</legend>
        <p className="faint">{t("lifecycle.story.criticalityHint")}</p>
        <div className="lc-two">
          {sides.map((side) => (
            <Field key={side} label={t(`lifecycle.assumptions.side.${side}`)}>
              {(id) => (
                <Select
                  id={id}
                  allowClear
                  aria-label={t(`lifecycle.assumptions.side.${side}`)}
                  placeholder={t("lifecycle.story.ofType", { n: story.criticality?.[side] ?? 2 })}
                  value={draft.criticality?.[side] ?? null}
                  options={[1, 2, 3, 4, 5].map((n) => ({ value: n, label: String(n) }))}
                  onChange={(grade: number | null | undefined) => {
                    const { [side]: _, ...rest } = draft.criticality ?? {};
                    const next = typeof grade === "number" ? { ...rest, [side]: grade } : rest;
                    set("criticality", Object.keys(next).length > 0 ? next : undefined);
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      </fieldset>
      {save.error && <TroubleNote error={save.error} />}
      <div className="lc-buttons">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("lifecycle.story.save")}
        </Button>
        <Button onClick={close}>{t("lifecycle.story.cancel")}</Button>
      </div>
    </form>
  );
}
