import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Input, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { addLogEntry, logQuery, readLogEntry, useNames } from "../../app/oncall-api.ts";
import { useSite } from "../../app/site.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, useAdvice, Waiting, When } from "../../parts/index.ts";

/** The shift's log: notes, and what the next one must know, which he says he has read. */
export function LogBook(): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const nameOf = useNames();
  const site = useSite()?.id ?? "";
  const queries = useQueryClient();
  const [kind, setKind] = useState<"note" | "handover">("note");
  const [words, setWords] = useState("");
  const { data, error } = useQuery({ ...logQuery(site), enabled: site !== "" });
  const again = () => void queries.invalidateQueries({ queryKey: ["oncall", "log"] });
  const write = useMutation({
    mutationFn: () => addLogEntry(site, kind, words),
    onSuccess: () => {
      setWords("");
      again();
    },
  });
  const read = useMutation({ mutationFn: readLogEntry, onSettled: again });
  return (
    <section className="panel log-book" aria-labelledby="log-book">
      <div className="panel-head">
        <h2 id="log-book">{t("oncall.tab.log")}</h2>
        <span className="soft">{t("oncall.logHint")}</span>
      </div>
      <div className="log-write">
        <Segmented
          value={kind}
          onChange={setKind}
          options={[
            { value: "note", label: t("oncall.logNote") },
            { value: "handover", label: t("oncall.logHandover") },
          ]}
        />
        <Input.TextArea
          value={words}
          maxLength={4000}
          rows={3}
          placeholder={t("oncall.logPlaceholder")}
          aria-label={t("oncall.logWrite")}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button
          type="primary"
          disabled={words.trim() === ""}
          loading={write.isPending}
          onClick={() => write.mutate()}
        >
          {t("oncall.logWrite")}
        </Button>
        {(write.error ?? read.error) && (
          <span className="beside-error" role="alert">
            {advice(write.error ?? read.error)}
          </span>
        )}
      </div>
      {error && <TroubleNote error={error} />}
      {!data && !error && <Waiting />}
      {data && data.entries.length === 0 && <Quiet>{t("oncall.logEmpty")}</Quiet>}
      <ul className="log-entries">
        {data?.entries.map((entry) => (
          <li key={entry.id} className={entry.kind === "handover" && entry.readBy === null ? "is-open" : ""}>
            <span className="soft">
              <When at={entry.at} /> · {nameOf(entry.by)}
              {entry.kind === "handover" && ` · ${t("oncall.logHandover")}`}
            </span>
            <p className="log-words">{entry.words}</p>
            {entry.kind === "handover" &&
              (entry.readBy === null ? (
                <Button size="small" loading={read.isPending} onClick={() => read.mutate(entry.id)}>
                  {t("oncall.logRead")}
                </Button>
              ) : (
                <span className="faint">{t("oncall.logReadBy", { who: nameOf(entry.readBy) })}</span>
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
