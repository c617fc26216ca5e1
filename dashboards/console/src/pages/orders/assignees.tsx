import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { assigneesQuery } from "../../app/work-api.ts";
import { pick } from "../../laws/index.ts";
import { useAdvice } from "../../parts/index.ts";

/** Whom an order can be given to, the fittest first, with what speaks for and against each. */
export function Assignees({
  id,
  order,
  chosen,
  choose,
}: {
  id: string;
  order: string;
  chosen: string;
  /** `certified` is false where the law keeps the work for others. */
  choose: (person: string, certified: boolean | null) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const { data, error, isPending } = useQuery(assigneesQuery(order));
  const people = data?.assignees ?? [];
  const person = people.find((one) => one.id === chosen);
  return (
    <>
      <Select
        id={id}
        showSearch={{ optionFilterProp: "label" }}
        loading={isPending}
        {...(chosen === "" ? {} : { value: chosen })}
        onChange={(who: string) => choose(who, people.find((one) => one.id === who)?.certified ?? null)}
        options={people.map(({ id: value, name, company, onDuty, certified, orders }) => ({
          value,
          label: [
            pick(name, lang),
            ...(company ? [pick(company, lang)] : []),
            ...(onDuty ? [t("keep.onDuty")] : []),
            ...(certified === true ? [t("keep.isCertified")] : []),
            ...(certified === false ? [t("keep.notCertified")] : []),
            ...(orders > 0 ? [t("keep.hasOrders", { n: orders })] : []),
          ].join(" · "),
        }))}
      />
      {person?.certified === false && (
        <span className="order-note" role="alert">
          {t("keep.uncertifiedWarn")}
        </span>
      )}
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </>
  );
}
