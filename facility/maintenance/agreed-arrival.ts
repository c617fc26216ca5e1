import type { Agreed, Agreements, StaffMember } from "../oncall/index.ts";
import { type Contract, covers } from "./contract.ts";
import type { Day } from "./days.ts";

/** Is he one of those with whom it is made: named in it, or of the company that it is made with? */
export function isMadeWith(
  contract: Pick<Contract, "contact" | "vendor">,
  { id, company }: Pick<StaffMember, "id" | "company">,
): boolean {
  if (contract.contact === id) return true;
  if (!company) return false;
  const { en, zh } = company;
  return [en, zh, `${en} ${zh}`, `${zh} ${en}`].includes(contract.vendor.trim());
}

/**
 * How soon a contractor must be there for an alarm, by the contracts that hold on that day, cover the asset, are made
 * with him and name a time for this priority; the shortest where several do.
 */
export function agreedArrival(
  contracts: readonly Contract[],
  contractor: Pick<StaffMember, "id" | "company">,
  { asset, site, system, priority }: Parameters<Agreements>[0]["alarm"],
  day: Day,
): Agreed | undefined {
  const his = contracts.filter((one) => isMadeWith(one, contractor));
  return agreedOn(his, { asset, site, system, priority }, day);
}

/** How soon somebody must be there for an alarm by any contract that holds on that day and covers the asset. */
export function agreedOn(
  contracts: readonly Contract[],
  { asset, site, system, priority }: Parameters<Agreements>[0]["alarm"],
  day: Day,
): Agreed | undefined {
  return contracts
    .filter((one) => covers(one, { id: asset, site, system }, day))
    .flatMap(({ id, title, arriveMinutes }): Agreed[] => {
      const minutes = arriveMinutes[priority];
      return minutes === undefined ? [] : [{ minutes, contract: id, title }];
    })
    .toSorted((a, b) => a.minutes - b.minutes)[0];
}
