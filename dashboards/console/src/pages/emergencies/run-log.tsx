import { useMutation } from "@tanstack/react-query";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { EntryView, RunView } from "../../../../../api/contract/index.ts";
import { writeNote } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct } from "../../app/session.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import { clockText, named, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { type Kept, PhotoButton, Thumbs } from "./photos.tsx";
import { useKeepRun } from "./use-run.ts";

const SHORT = 8;

/** Everything that happened, newest first; and where a person writes into it. */
export function RunLog({ run, short = false }: { run: RunView; short?: boolean }): ReactNode {
  const t = useWords();
  const lines = run.log.filter(({ what }) => what !== "receipt").toReversed();
  return (
    <section className="panel" aria-labelledby="log">
      <div className="panel-head">
        <h2 id="log">{t("emergency.log")}</h2>
        <span className="num faint">{lines.length}</span>
      </div>
      {!short && <Composer run={run} />}
      <ol className="run-log">
        {(short ? lines.slice(0, SHORT) : lines).map((entry) => (
          <Line key={entry.sequence} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Line({ entry }: { entry: EntryView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const assets = useAssets();
  const machine =
    entry.actor === "plan" || entry.actor === "clock" || entry.actor === "plant" || entry.actor === "rule";
  return (
    <li className={`log-line is-${entry.what}${machine ? " is-machine" : ""}`}>
      <time className="num faint" dateTime={new Date(entry.at).toISOString()}>
        {clockText(entry.at, lang, timeZone, true)}
      </time>
      <span className="log-who">
        {machine ? t(`emergency.actor.${entry.actor as "plan"}`) : pick(entry.actorName, lang)}
      </span>
      <span className="log-words">
        {named(pick(entry.words, lang), (id) => {
          const asset = assets.get(id);
          return asset && pick(asset.name, lang);
        })}
        <Thumbs files={entry.files} />
      </span>
    </li>
  );
}

function Composer({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const mayAct = useMayAct();
  const keep = useKeepRun();
  const [kind, setKind] = useState<"note" | "contact">("note");
  const [words, setWords] = useState("");
  const [files, setFiles] = useState<readonly Kept[]>([]);
  const contacts = run.plan === "entrapment" || run.plan === "power-cut";
  const write = useMutation({
    mutationFn: () => writeNote(run.id, { kind, words, files: [...files] }),
    onSuccess: (next) => {
      keep(next);
      setWords("");
      setFiles([]);
    },
  });
  if (!mayAct) return null;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== "") write.mutate();
      }}
    >
      {contacts && (
        <Segmented
          value={kind}
          onChange={setKind}
          options={[
            { value: "note", label: t("emergency.note") },
            { value: "contact", label: t("emergency.contact") },
          ]}
        />
      )}
      <textarea
        className="text-area"
        rows={2}
        maxLength={2_000}
        aria-label={t("emergency.noteHint")}
        placeholder={t("emergency.noteHint")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <span className="composer-foot">
        <PhotoButton add={(file) => setFiles((all) => [...all, file])} />
        <Thumbs files={files} />
        <Button htmlType="submit" type="primary" loading={write.isPending} disabled={words.trim() === ""}>
          {t("emergency.noteDo")}
        </Button>
      </span>
      {write.error && (
        <span className="beside-error" role="alert">
          {advice(write.error)}
        </span>
      )}
    </form>
  );
}
