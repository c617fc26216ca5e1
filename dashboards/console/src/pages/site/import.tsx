import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import type { ImportPreview, SiteFormat } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { applyImport, previewImport, saveExport } from "../../app/sites-api.ts";
import { pick, sameMistakes } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, useAdvice } from "../../parts/index.ts";
import { Changes } from "./changes.tsx";

const formats: Readonly<Record<string, SiteFormat>> = { yaml: "yaml", yml: "yaml", csv: "csv", xlsx: "xlsx" };
const formatOf = (file: File): SiteFormat | undefined =>
  formats[file.name.split(".").at(-1)?.toLowerCase() ?? ""];

interface Picked {
  readonly file: File;
  readonly format: SiteFormat;
}

/** A file in, its differences shown before anything changes; the site or its register out. */
export function ImportExport({ site, changed }: { site: string; changed: () => void }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const input = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<Picked>();
  const [unknown, setUnknown] = useState<string>();

  const look = useMutation({
    mutationFn: ({ file, format }: Picked) => previewImport(file, format, site),
  });
  const apply = useMutation({
    mutationFn: ({ file, format, revision }: Picked & { revision: number }) =>
      applyImport(file, format, site, revision),
    onSuccess: changed,
    // Whatever went wrong, the differences shown are no longer certain.
    onError: () => picked && look.mutate(picked),
  });
  const save = useMutation({ mutationFn: (format: SiteFormat) => saveExport(site, format) });

  const pickFile = (file: File | undefined) => {
    if (!file) return;
    const format = formatOf(file);
    apply.reset();
    setUnknown(format ? undefined : file.name);
    setPicked(format ? { file, format } : undefined);
    if (format) look.mutate({ file, format });
    else look.reset();
  };
  const trouble = look.error ?? apply.error ?? save.error;

  return (
    <section className="panel" aria-labelledby="site-import">
      <div className="panel-head">
        <h2 id="site-import">{t("site.importExport")}</h2>
      </div>
      <div className="site-form">
        <p className="soft">{t("site.importHint")}</p>
        <div className="site-actions">
          <input
            ref={input}
            type="file"
            hidden
            accept=".xlsx,.csv,.yaml,.yml"
            onChange={(event) => {
              pickFile(event.target.files?.[0]);
              // The same file, mended, may be chosen again.
              event.target.value = "";
            }}
          />
          <Button type="primary" loading={look.isPending} onClick={() => input.current?.click()}>
            {t("site.choose")}
          </Button>
          {(["xlsx", "csv", "yaml"] as const).map((format) => (
            <Button
              key={format}
              icon={<Icon name="download" size={16} />}
              loading={save.isPending && save.variables === format}
              onClick={() => save.mutate(format)}
            >
              {t(`site.export.${format}`)}
            </Button>
          ))}
        </div>
        {unknown && (
          <p className="beside-error" role="alert">
            {t("site.unknownFormat", { file: unknown })}
          </p>
        )}
        {trouble && (
          <p className="beside-error" role="alert">
            {advice(trouble)}
          </p>
        )}
        {apply.data ? (
          <p role="status" className="site-done">
            <Icon name="check" size={16} />
            {t("site.applied", { n: apply.data.changes.length, file: picked?.file.name ?? "" })}
          </p>
        ) : (
          look.data &&
          picked && (
            <Preview
              preview={look.data}
              file={picked.file.name}
              applying={apply.isPending}
              apply={(revision) => apply.mutate({ ...picked, revision })}
            />
          )
        )}
      </div>
    </section>
  );
}

function Preview({
  preview,
  file,
  applying,
  apply,
}: {
  preview: ImportPreview;
  file: string;
  applying: boolean;
  apply: (revision: number) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (!preview.ok)
    return (
      <div role="alert">
        <p className="site-verdict">
          <strong>{t("site.mistakes", { n: preview.problems.length, file })}</strong>
        </p>
        <table className="rows site-problems">
          <thead>
            <tr>
              <th scope="col">{t("site.row")}</th>
              <th scope="col">{t("site.column")}</th>
              <th scope="col">{t("site.toDo")}</th>
            </tr>
          </thead>
          <tbody>
            {sameMistakes(preview.problems).map(({ rows, mistake: { column, problem } }) => (
              <tr key={`${column} ${problem.en}`}>
                <td className="num site-problem-rows">{rows ?? "—"}</td>
                <td>{column ?? "—"}</td>
                <td>{pick(problem, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  return (
    <div>
      {preview.ignored.length > 0 && (
        <p className="soft">{t("site.ignored", { columns: preview.ignored.join(", ") })}</p>
      )}
      {preview.changes.length === 0 ? (
        <p role="status">{t("site.same", { file })}</p>
      ) : (
        <>
          <Changes changes={preview.changes} />
          <div className="site-actions">
            <Button type="primary" loading={applying} onClick={() => apply(preview.revision)}>
              {t("site.apply", { n: preview.changes.length, site: pick(preview.siteName, lang) })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
