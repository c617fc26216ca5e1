import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "./i18n.ts";

/** Why readings are not stored; null while they are, or while the server cannot be asked (the link banner says so). */
const storingQuery = queryOptions({
  queryKey: ["storing"],
  queryFn: async (): Promise<string | null> => {
    // Answers 503 with the same body when a part cannot work, so the status says nothing here.
    const answer = await fetch("/readyz").catch(() => undefined);
    if (!answer?.headers.get("content-type")?.includes("json")) return null;
    const { parts }: { parts?: Readonly<Record<string, string>> } = await answer.json();
    const said = parts?.readings;
    return said === undefined || said === "ok" ? null : said;
  },
  refetchInterval: 5_000,
});

/** Across every page while nothing is stored: what is drawn now will have no past until someone makes room. */
export function StoringBanner(): ReactNode {
  const t = useWords();
  const { data: why } = useQuery(storingQuery);
  if (!why) return null;
  return (
    <div className="link-banner" role="alert">
      {t("storing.stopped", { why: why.replace(/\.$/, "") })}
    </div>
  );
}
