import { Input, Tree } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { SiteFile } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import type { SiteNoun } from "../../app/sites-api.ts";
import { pick } from "../../laws/index.ts";

export interface Chosen {
  readonly noun: SiteNoun;
  /** Null for one that is being added. */
  readonly id: string | null;
}
type Named = { readonly id: string; readonly name: { readonly en: string; readonly zh: string } };
interface Node {
  key: string;
  title: ReactNode;
  children: Node[];
}

const keyOf = ({ noun, id }: Chosen): string => `${noun}/${id}`;

/** Places within places, assets where they stand, gateways beside them. */
export function SiteTree({
  file,
  chosen,
  choose,
}: {
  file: SiteFile;
  chosen: Chosen | undefined;
  choose: (chosen: Chosen) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [query, setQuery] = useState("");
  const [opened, setOpened] = useState<readonly string[]>(() =>
    file.places.filter((place) => place.in === undefined).map(({ id }) => `places/${id}`),
  );

  const { nodes, all } = useMemo(() => {
    const sought = query.trim().toLowerCase();
    const fits = ({ id, name }: Named) =>
      sought === "" || `${id} ${name.en} ${name.zh}`.toLowerCase().includes(sought);
    const keys: string[] = [];
    const node = (noun: SiteNoun, entry: Named, children: Node[]): Node => {
      const key = keyOf({ noun, id: entry.id });
      keys.push(key);
      return {
        key,
        title: (
          <span className="site-node">
            <span className={noun === "places" ? "site-place" : ""}>{pick(entry.name, lang)}</span>{" "}
            <span className="faint">{entry.id}</span>
          </span>
        ),
        children,
      };
    };
    const inside = (place: string | undefined): Node[] => [
      ...file.places
        .filter((each) => each.in === place)
        .flatMap((each) => {
          const children = inside(each.id);
          return children.length > 0 || fits(each) ? [node("places", each, children)] : [];
        }),
      ...file.assets
        .filter((each) => each.in === place && fits(each))
        .map((each) => node("assets", each, [])),
    ];
    const gateways = file.gateways.filter(fits).map((each) => node("gateways", each, []));
    return {
      nodes: [
        ...inside(undefined),
        ...(gateways.length > 0
          ? [
              {
                key: "all-gateways",
                title: <span className="site-place">{t("settings.gateways")}</span>,
                children: gateways,
              },
            ]
          : []),
      ],
      all: [...keys, "all-gateways"],
    };
  }, [file, query, lang, t]);

  return (
    <div className="site-tree">
      <Input
        allowClear
        value={query}
        placeholder={t("site.find")}
        aria-label={t("site.find")}
        onChange={(event) => setQuery(event.target.value)}
      />
      {nodes.length === 0 ? (
        <p className="soft">{t(query.trim() === "" ? "site.nothingYet" : "site.nothingFits")}</p>
      ) : (
        <Tree<Node>
          blockNode
          height={560}
          treeData={nodes}
          expandedKeys={query.trim() === "" ? [...opened] : all}
          onExpand={(keys) => setOpened(keys.map(String))}
          selectedKeys={chosen?.id ? [keyOf(chosen)] : []}
          onSelect={(_keys, { node: { key } }) => {
            const [noun, id] = key.split("/");
            if (id && (noun === "places" || noun === "assets" || noun === "gateways")) choose({ noun, id });
          }}
        />
      )}
    </div>
  );
}
