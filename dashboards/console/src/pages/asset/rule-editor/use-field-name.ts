import { useLang } from "../../../app/preferences.ts";
import { ruleEditorEn } from "../../../texts/rule-editor.en.ts";
import { ruleEditorZh } from "../../../texts/rule-editor.zh.ts";

const isField = (name: string): name is keyof (typeof ruleEditorEn)["field"] => name in ruleEditorEn.field;

/** A field of a condition in words; one newer than this console by its own name. */
export function useFieldName(): (name: string) => string {
  const { field } = { en: ruleEditorEn, zh: ruleEditorZh }[useLang()];
  return (name) => (isField(name) ? field[name] : name);
}
