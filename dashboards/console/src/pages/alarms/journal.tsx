import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fetchJournal } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { JournalTable } from "./journal-table.tsx";

const PAGE = 100;

/** Every transition of every alarm, newest first; nothing is ever taken out of it. */
export function Journal(): ReactNode {
  const t = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["journal", "all"],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      fetchJournal({ limit: PAGE, ...(pageParam === undefined ? {} : { before: pageParam }) }),
    getNextPageParam: ({ entries }) => (entries.length < PAGE ? undefined : entries.at(-1)?.sequence),
  });
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;
  const entries = data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <Quiet>{t("journal.empty")}</Quiet>;
  return (
    <div className="journal-scroll">
      <JournalTable entries={entries} />
      <div className="journal-foot">
        {hasNextPage ? (
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("journal.older")}
          </Button>
        ) : (
          <span className="faint">{t("journal.end")}</span>
        )}
      </div>
    </div>
  );
}
