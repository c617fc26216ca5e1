import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Modal } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { colon, type Findable, find, pick, texts } from "../laws/index.ts";
import { useAlarmBoard } from "../live/index.ts";
import { Icon, type IconName, Shape } from "../parts/index.ts";
import { useWords } from "./i18n.ts";
import { nowQuery } from "./oncall-api.ts";
import { prefer, useLang, useTheme } from "./preferences.ts";
import { navigation } from "./rail.tsx";
import { useSignOut } from "./sign-out.ts";
import { useAssets } from "./site.ts";
import { ordersQuery } from "./work-api.ts";

interface Found extends Findable {
  readonly kind: "asset" | "alarm" | "order" | "person" | "page" | "action";
  readonly title: string;
  readonly detail: string;
  readonly mark: ReactNode;
  readonly go: () => void;
}

/** Ctrl-K: one box for assets, alarms, orders, people, pages and actions, found in either language. */
export function SearchBox({ close, keys }: { close: () => void; keys: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const theme = useTheme();
  const navigate = useNavigate();
  const leave = useSignOut();
  const assets = useAssets();
  const { open } = useAlarmBoard();
  const orders = useQuery({ ...ordersQuery({ limit: 300 }), staleTime: 30_000, refetchInterval: false }).data;
  const people = useQuery({ ...nowQuery, staleTime: 60_000, refetchInterval: false }).data;
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);

  const items = useMemo((): Found[] => {
    const icon = (name: IconName) => <Icon name={name} size={18} />;
    return [
      ...open.map(
        (alarm): Found => ({
          id: alarm.id,
          kind: "alarm",
          title: `${pick(alarm.assetName, lang)}${colon(lang)}${pick(alarm.title, lang)}`,
          detail: `${t("search.alarm")} · ${t(`state.${alarm.state}`)}`,
          words: [alarm.title.en, alarm.title.zh, alarm.assetName.en, alarm.assetName.zh],
          mark: <Shape priority={alarm.priority} state={alarm.state} />,
          go: () => void navigate({ to: ".", search: (before) => ({ ...before, alarm: alarm.id }) }),
        }),
      ),
      ...[...assets.values()].map(
        (asset): Found => ({
          id: asset.id,
          kind: "asset",
          title: pick(asset.name, lang),
          detail: [...asset.places.map((place) => pick(place.name, lang)), pick(asset.typeLabel, lang)].join(
            " · ",
          ),
          words: [
            asset.name.en,
            asset.name.zh,
            asset.typeLabel.en,
            asset.typeLabel.zh,
            ...asset.tags,
            ...asset.places.flatMap((place) => [place.name.en, place.name.zh]),
          ],
          mark: icon(asset.system),
          go: () => void navigate({ to: "/assets/$id", params: { id: asset.id } }),
        }),
      ),
      ...(orders?.orders ?? []).map(
        (order): Found => ({
          id: order.id,
          kind: "order",
          title: `${order.id} ${pick(order.title, lang)}`,
          detail: [
            t("search.order"),
            t(`work.state.${order.state}`),
            ...(order.assetName ? [pick(order.assetName, lang)] : []),
          ].join(" · "),
          words: [
            order.title.en,
            order.title.zh,
            ...(order.assetName ? [order.assetName.en, order.assetName.zh] : []),
            ...(order.assignedName ? [order.assignedName.en, order.assignedName.zh] : []),
          ],
          mark: icon("work"),
          go: () => void navigate({ to: "/orders/$id", params: { id: order.id } }),
        }),
      ),
      ...(people?.people ?? []).map(
        (person): Found => ({
          id: person.id,
          kind: "person",
          title: pick(person.name, lang),
          detail: person.phone ? `${t("search.person")} · ${person.phone}` : t("search.person"),
          words: [person.name.en, person.name.zh],
          mark: icon("person"),
          go: () => void navigate({ to: "/oncall", search: { tab: "people" } }),
        }),
      ),
      ...navigation.map(
        ({ to, word, icon: name }): Found => ({
          id: to,
          kind: "page",
          title: t(word),
          detail: t("search.page"),
          words: [word.slice(4), texts.en.nav[name], texts.zh.nav[name]],
          mark: icon(name),
          go: () => void navigate({ to }),
        }),
      ),
      ...(
        [
          ["language", "language.switch", "person", () => prefer({ lang: lang === "en" ? "zh" : "en" })],
          [
            "theme",
            theme === "dark" ? "top.toLight" : "top.toDark",
            theme === "dark" ? "sun" : "moon",
            () => prefer({ theme: theme === "dark" ? "light" : "dark" }),
          ],
          [
            "home-engineer",
            "home.engineer",
            "estate",
            () => void navigate({ to: "/", search: { home: "engineer" } }),
          ],
          ["home-desk", "home.desk", "alarms", () => void navigate({ to: "/", search: { home: "desk" } })],
          [
            "home-manager",
            "home.manager",
            "work",
            () => void navigate({ to: "/", search: { home: "manager" } }),
          ],
          [
            "wall",
            "home.wall",
            "estate",
            () => void navigate({ to: "/", search: { home: "desk", wall: true } }),
          ],
          ["keys", "keys.title", "pin", keys],
          ["sign-out", "top.signOut", "person", () => void leave()],
        ] as const
      ).map(
        ([id, word, name, go]): Found => ({
          id,
          kind: "action",
          title: t(word),
          detail: t("search.action"),
          words: [t(word)],
          mark: icon(name),
          go,
        }),
      ),
    ];
  }, [open, assets, orders, people, lang, theme, t, navigate, leave, keys]);

  const found = find(items, query, 12);
  const at = Math.min(chosen, found.length - 1);
  const take = (item: Found | undefined) => {
    if (!item) return;
    close();
    item.go();
  };
  return (
    <Modal
      open
      title={null}
      footer={null}
      closable={false}
      onCancel={close}
      width={560}
      style={{ top: 72 }}
      className="search"
      aria-label={t("search.title")}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the box was opened in order to type
        autoFocus
        className="search-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="search-found"
        aria-activedescendant={found[at] ? `search-${at}` : undefined}
        aria-label={t("search.title")}
        placeholder={t("search.placeholder")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          // While an input method composes Chinese, Enter and arrows belong to it.
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown") setChosen(Math.min(at + 1, found.length - 1));
          else if (event.key === "ArrowUp") setChosen(Math.max(at - 1, 0));
          else if (event.key === "Enter") take(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div id="search-found" role="listbox" aria-label={t("top.search")} className="search-found">
        {found.map((item, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, not focused
          <div
            key={`${item.kind} ${item.id}`}
            id={`search-${i}`}
            role="option"
            aria-selected={i === at}
            className="search-option"
            onClick={() => take(item)}
            onPointerMove={() => setChosen(i)}
          >
            {item.mark}
            <span className="search-title">{item.title}</span>
            <span className="search-detail">{item.detail}</span>
          </div>
        ))}
        {found.length === 0 && <p className="quiet">{t("search.none", { q: query })}</p>}
      </div>
      <p className="search-keys">{t("search.keys")}</p>
    </Modal>
  );
}
