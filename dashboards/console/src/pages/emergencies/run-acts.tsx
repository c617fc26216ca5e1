import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Modal, Segmented } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { RunView } from "../../../../../api/contract/index.ts";
import { attend, resumeDrill, standDown } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useMaySteer } from "../../app/session.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice, usePhone } from "../../parts/index.ts";
import { HandOver } from "./hand-over.tsx";
import { useKeepRun } from "./use-run.ts";
import "../../parts/desk-forms.css";

/** What is done to a run as a whole: hand over, attendance, stand down. */
export function RunActs({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const may = useMaySteer();
  const phone = usePhone();
  const keep = useKeepRun();
  const [asks, setAsks] = useState<"end" | "hand" | "attend">();
  const resume = useMutation({ mutationFn: () => resumeDrill(run.id), onSuccess: keep });
  const whyNot = may ? undefined : t("emergency.mayNotStart");
  // On a phone what one may not do takes no room from what one must.
  const closed = run.state === "stood-down" || (phone && !may);
  return (
    <div className="run-acts">
      <Link to="/emergencies/$id" params={{ id: run.id }} search={{ wall: true }} className="link">
        {t("emergency.wall")}
      </Link>
      <Link to="/emergencies/$id/report" params={{ id: run.id }} className="link">
        {t("emergency.report")}
      </Link>
      {run.drill && (
        <Button whyNot={whyNot} onClick={() => setAsks("attend")}>
          {t("emergency.attendance")}
        </Button>
      )}
      {run.state === "suspended" && (
        <Button whyNot={whyNot} loading={resume.isPending} onClick={() => resume.mutate()}>
          {t("emergency.resume")}
        </Button>
      )}
      {!closed && (
        <>
          <Button whyNot={whyNot} onClick={() => setAsks("hand")}>
            {t("emergency.handOver")}
          </Button>
          <Button danger whyNot={whyNot} onClick={() => setAsks("end")}>
            {t("emergency.standDown")}
          </Button>
        </>
      )}
      {resume.error && (
        <span className="beside-error" role="alert">
          {advice(resume.error)}
        </span>
      )}
      {asks === "end" && <EndForm run={run} close={() => setAsks(undefined)} />}
      {asks === "hand" && <HandOver run={run} close={() => setAsks(undefined)} />}
      {asks === "attend" && (
        <WordsForm
          title={t("emergency.attendance")}
          label={t("emergency.attendanceHint")}
          ok={t("emergency.save")}
          send={(words) =>
            attend(
              run.id,
              words
                .split(/[,，、]/)
                .map((name) => name.trim())
                .filter(Boolean),
            )
          }
          close={() => setAsks(undefined)}
        />
      )}
    </div>
  );
}

function WordsForm({
  title,
  label,
  ok,
  send,
  close,
}: {
  title: string;
  label: string;
  ok: string;
  send: (words: string) => Promise<RunView>;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const keep = useKeepRun();
  const id = useId();
  const [words, setWords] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => send(words),
    onSuccess: (run) => {
      keep(run);
      close();
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={t("emergency.keep")}
      onCancel={close}
      okButtonProps={{ disabled: words.trim() === "" }}
      confirmLoading={isPending}
      onOk={() => mutate()}
    >
      <div className="desk-form">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="filter-text"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {error && (
          <span className="beside-error" role="alert">
            {advice(error)}
          </span>
        )}
      </div>
    </Modal>
  );
}

function EndForm({ run, close }: { run: RunView; close: () => void }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const keep = useKeepRun();
  const id = useId();
  const [words, setWords] = useState("");
  const [why, setWhy] = useState<"over" | "false-alarm" | "pre-empted">("over");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => standDown(run.id, { words, why }),
    onSuccess: (next) => {
      keep(next);
      close();
    },
  });
  const choices = run.drill ? (["over", "pre-empted"] as const) : (["over", "false-alarm"] as const);
  return (
    <Modal
      open
      title={t("emergency.standDownTitle")}
      okText={t("emergency.standDownDo")}
      cancelText={t("emergency.keep")}
      okButtonProps={{ danger: true, disabled: words.trim() === "" }}
      onCancel={close}
      confirmLoading={isPending}
      onOk={() => mutate()}
    >
      <div className="desk-form">
        <Segmented
          block
          value={why}
          onChange={setWhy}
          options={choices.map((value) => ({ value, label: t(`emergency.why.${value}`) }))}
        />
        <label htmlFor={id}>{t("emergency.standDownWords")}</label>
        <textarea
          id={id}
          className="text-area"
          rows={3}
          maxLength={2_000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {error && (
          <span className="beside-error" role="alert">
            {advice(error)}
          </span>
        )}
      </div>
    </Modal>
  );
}
