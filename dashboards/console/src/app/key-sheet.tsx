import { Modal, Switch } from "antd";
import { Fragment, type ReactNode } from "react";
import { useWords } from "./i18n.ts";
import { prefer, usePreferences } from "./preferences.ts";
import { navigation } from "./rail.tsx";
import { goKeys } from "./shortcuts.ts";

function Line({ keys, says }: { keys: readonly string[]; says: string }): ReactNode {
  return (
    <tr>
      <td>
        {keys.map((key, i) => (
          <Fragment key={key}>
            {i > 0 && " "}
            <kbd>{key}</kbd>
          </Fragment>
        ))}
      </td>
      <td>{says}</td>
    </tr>
  );
}

/** Every key there is, and the switch that turns single letters off. */
export function KeySheet({ close }: { close: () => void }): ReactNode {
  const t = useWords();
  const { keys } = usePreferences();
  return (
    <Modal open title={t("keys.title")} footer={null} onCancel={close} width={560}>
      <div className="keys">
        <p className="soft">{t("keys.says")}</p>
        <span>
          <Switch
            checked={keys}
            onChange={(on) => prefer({ keys: on })}
            aria-label={t("keys.turn")}
            size="small"
          />{" "}
          {t(keys ? "keys.on" : "keys.off")}
        </span>
        <h3>{t("keys.everywhere")}</h3>
        <table>
          <tbody>
            <Line keys={["Ctrl", "K"]} says={t("keys.search")} />
            <Line keys={["/"]} says={t("keys.search")} />
            <Line keys={["?"]} says={t("keys.help")} />
            <Line keys={["N"]} says={t("keys.newest")} />
            <Line keys={["Ctrl", "Z"]} says={t("keys.undo")} />
            <Line keys={["Esc"]} says={t("keys.close")} />
            <Line keys={["Tab"]} says={t("keys.skip")} />
          </tbody>
        </table>
        <h3>{t("keys.go")}</h3>
        <table>
          <tbody>
            {navigation.map(({ to, word }) => {
              const key = Object.entries(goKeys).find(([, path]) => path === to)?.[0];
              return key && <Line key={to} keys={["G", key.toUpperCase()]} says={t(word)} />;
            })}
          </tbody>
        </table>
        <h3>{t("keys.lists")}</h3>
        <table>
          <tbody>
            <Line keys={["↓", "↑"]} says={t("keys.row")} />
            <Line keys={["Space"]} says={t("keys.select")} />
            <Line keys={["Enter"]} says={t("keys.openRow")} />
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
