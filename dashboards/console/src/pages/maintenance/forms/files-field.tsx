import { type ReactNode, useState } from "react";
import type { FileRef } from "../../../../../../facility/units/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { keepFile } from "../../../app/work-api.ts";
import { Button } from "../../../parts/button.tsx";
import { Icon, useAdvice } from "../../../parts/index.ts";

/** Documents of a paper: those that are there, and one more. */
export function FilesField({
  files,
  set,
}: {
  files: readonly FileRef[];
  set: (files: FileRef[]) => void;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const [wrong, setWrong] = useState<string>();
  const add = async (file: File) => {
    try {
      set([...files, await keepFile(file, file.name)]);
      setWrong(undefined);
    } catch (error) {
      setWrong(advice(error));
    }
  };
  return (
    <div className="edit-field">
      <span>{t("work.files")}</span>
      {files.map(({ id, name }) => (
        <span key={id} className="edit-file">
          <a className="link" href={`/api/files/${id}`} target="_blank" rel="noreferrer">
            {name}
          </a>
          <Button size="small" type="text" onClick={() => set(files.filter((file) => file.id !== id))}>
            {t("keep.remove")}
          </Button>
        </span>
      ))}
      <label className="photo-button edit-add">
        <Icon name="camera" /> {t("work.act.add")}
        <input
          type="file"
          accept="image/*,application/pdf"
          className="only-heard"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void add(file);
          }}
        />
      </label>
      {wrong && (
        <span className="beside-error" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}
