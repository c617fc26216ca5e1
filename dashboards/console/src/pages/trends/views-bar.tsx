import { useRouterState } from "@tanstack/react-router";
import { App, Button, Dropdown, Input, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { Icon } from "../../parts/index.ts";
import { forgetView, saveView, useSavedViews } from "./saved-views.ts";

/** Saved views of this browser, and the address of the present one for others. */
export function ViewsBar({ canSave, open }: { canSave: boolean; open: (search: string) => void }): ReactNode {
  const t = useWords();
  const { message } = App.useApp();
  const views = useSavedViews();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const save = () => {
    const trimmed = name.trim();
    if (trimmed === "") return;
    saveView({ name: trimmed, search });
    setNaming(false);
    setName("");
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      void message.success(t("trends.copied"));
    } catch {
      // Clipboards are closed to pages without HTTPS: the address bar holds the same.
      void message.info(t("trends.copyByHand"));
    }
  };
  return (
    <div className="trends-views">
      {views.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: views.map((view) => ({
              key: view.name,
              label: (
                <span className="trends-view">
                  <span>{view.name}</span>
                  <Button
                    size="small"
                    type="text"
                    icon={<Icon name="close" size={14} />}
                    aria-label={t("trends.forget", { name: view.name })}
                    onClick={(event) => {
                      event.stopPropagation();
                      forgetView(view.name);
                    }}
                  />
                </span>
              ),
              onClick: () => open(view.search),
            })),
          }}
        >
          <Button>{t("trends.views", { n: views.length })}</Button>
        </Dropdown>
      )}
      {canSave && (
        <>
          <Popover
            trigger="click"
            open={naming}
            onOpenChange={setNaming}
            content={
              <form
                className="trends-naming"
                onSubmit={(event) => {
                  event.preventDefault();
                  save();
                }}
              >
                <Input
                  autoFocus
                  aria-label={t("trends.viewName")}
                  placeholder={t("trends.viewName")}
                  maxLength={80}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
                <Button type="primary" htmlType="submit" disabled={name.trim() === ""}>
                  {t("trends.save")}
                </Button>
              </form>
            }
          >
            <Button>{t("trends.saveView")}</Button>
          </Popover>
          <Button onClick={() => void copy()}>{t("trends.copy")}</Button>
        </>
      )}
    </div>
  );
}
