import { useRouterState } from "@tanstack/react-router";
import { Dropdown, Input, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { useWords } from "../app/i18n.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";
import { tell } from "./notices.tsx";
import { forgetView, saveView, useSavedViews, type ViewedPage } from "./saved-views.ts";
import "./views-bar.css";

/** Saved views of this browser, and the address of the present one for others. */
export function ViewsBar({
  page,
  canSave,
  open,
}: {
  page: ViewedPage;
  canSave: boolean;
  open: (search: string) => void;
}): ReactNode {
  const t = useWords();
  const views = useSavedViews(page);
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const save = () => {
    const trimmed = name.trim();
    if (trimmed === "") return;
    saveView(page, { name: trimmed, search });
    setNaming(false);
    setName("");
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      tell(t("trends.copied"));
    } catch {
      // Clipboards are closed to pages without HTTPS: the address bar holds the same.
      tell(t("trends.copyByHand"));
    }
  };
  return (
    <div className="views-bar">
      {views.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: views.map((view) => ({
              key: view.name,
              label: (
                <span className="views-one">
                  <span>{view.name}</span>
                  <Button
                    size="small"
                    type="text"
                    icon={<Icon name="close" size={14} />}
                    aria-label={t("trends.forget", { name: view.name })}
                    onClick={(event) => {
                      event.stopPropagation();
                      forgetView(page, view.name);
                      tell(t("notice.forgotten", { name: view.name }), () => saveView(page, view));
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
                className="views-naming"
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
