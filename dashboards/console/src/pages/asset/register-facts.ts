import type { RegisterView } from "../../../../../api/contract/index.ts";
import type { useWords } from "../../app/i18n.ts";

/** What the register says of the asset, as lines of its head; what it does not say takes no room. */
export function registerFacts(
  { serial, installed, warrantyUntil, costCny, criticality, serviceLife }: RegisterView,
  t: ReturnType<typeof useWords>,
  locale: string,
  today = new Date().toISOString().slice(0, 10),
): [string, string][] {
  const facts: [string, string][] = [];
  if (serial) facts.push([t("site.register.serial"), serial]);
  if (installed) facts.push([t("site.register.installed"), installed]);
  if (warrantyUntil)
    facts.push([
      t("site.register.warranty"),
      t(warrantyUntil < today ? "site.register.warrantyOver" : "site.register.warrantyUntil", {
        day: warrantyUntil,
      }),
    ]);
  if (costCny !== null)
    facts.push([t("site.register.cost"), `¥${new Intl.NumberFormat(locale).format(costCny)}`]);
  if (criticality) facts.push([t("site.register.criticality"), t("site.register.grades", criticality)]);
  if (serviceLife)
    facts.push([
      t("site.register.life"),
      serviceLife.lowYears === serviceLife.highYears
        ? t("site.register.sureYears", { n: serviceLife.lowYears })
        : t("site.register.years", { low: serviceLife.lowYears, high: serviceLife.highYears }),
    ]);
  return facts;
}
