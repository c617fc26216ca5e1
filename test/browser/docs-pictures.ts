import type { Page } from "playwright-core";

/** What the estate is doing while a picture is taken; in this order. */
export const scenes = ["calm", "alarm", "emergency"] as const;
export type Scene = (typeof scenes)[number];

/** A picture of docs/images. */
export interface DocsPicture {
  /** Of the file, without its end. */
  readonly name: string;
  readonly lang: "en" | "zh";
  readonly theme?: "dark";
  readonly phone?: true;
  readonly scene: Scene;
  /** `{run}` and `{order}` are put in by whoever has played the scene. */
  readonly path: string;
  /** What is there once the page has its content. */
  readonly there: string;
  /** Brings the page into the state that is shown. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A picture in both languages: the Chinese one is named after the English one. */
const both = (picture: Omit<DocsPicture, "lang">): DocsPicture[] => [
  { ...picture, lang: "en" },
  { ...picture, name: `${picture.name}-zh`, lang: "zh" },
];

/** The second stop's checklist, chosen by hand: there is no code before this camera. */
const openStop = async (page: Page): Promise<void> => {
  await page.locator(".runner-stops button").nth(1).click();
  await page.getByRole("button", { name: /by hand|手动选择/ }).click();
  await page.locator(".checklist").waitFor();
};

/** Who would be told of people in a lift. */
const askWhoIsTold = async (page: Page): Promise<void> => {
  for (const [at, named] of [/Lift 2|2 号电梯/, /trapped|困人/].entries()) {
    await page.locator(".oncall-form.is-row .ant-select").nth(at).click();
    await page
      .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option")
      .filter({ hasText: named })
      .first()
      .click();
  }
};

/** Every picture of the documentation; a test holds the list and the folder alike. Ids are those of the demo estate. */
export const docsPictures: readonly DocsPicture[] = [
  ...both({ name: "manager", scene: "calm", path: "/?home=manager", there: ".manager-figures" }),
  ...both({ name: "plan", scene: "calm", path: "/lifecycle?tab=plan", there: ".lc-board" }),
  ...both({ name: "calendar", scene: "calm", path: "/maintenance?tab=calendar", there: ".calendar-head" }),
  ...both({
    name: "routing",
    scene: "calm",
    path: "/oncall?tab=routing",
    there: ".chain-line",
    prepare: askWhoIsTold,
  }),
  ...both({
    name: "gateway",
    scene: "calm",
    path: "/settings/gateways/riverside.gw-b1",
    there: "main tbody tr",
  }),
  ...both({
    name: "adopt",
    scene: "calm",
    path: "/settings",
    there: ".offers button",
    prepare: (page) => page.locator("#offers").evaluate((head) => head.scrollIntoView()),
  }),
  ...both({ name: "order-phone", phone: true, scene: "calm", path: "/orders/{order}", there: ".order-top" }),
  ...both({
    name: "round-phone",
    phone: true,
    scene: "calm",
    path: "/rounds/daily-plant-round",
    there: ".runner-stops",
    prepare: openStop,
  }),
  ...both({
    name: "alarm",
    scene: "alarm",
    path: "/alarms?alarm=riverside.b1-booster-2.dry-run",
    there: ".alarm-panel canvas",
  }),
  ...both({ name: "estate", scene: "alarm", path: "/?home=engineer", there: ".tile .value" }),
  {
    name: "asset-zh-dark",
    lang: "zh",
    theme: "dark",
    scene: "alarm",
    path: "/assets/riverside.b1-booster-2",
    there: ".trend-canvas canvas",
  },
  ...both({
    name: "pager-phone",
    phone: true,
    scene: "emergency",
    path: "/oncall",
    there: ".pager-cards li",
    prepare: (page) => page.locator(".pager-cards").evaluate((cards) => cards.scrollIntoView()),
  }),
  ...both({ name: "desk", scene: "emergency", path: "/?home=desk", there: ".desk .now-cards, .desk .quiet" }),
  ...both({ name: "emergency", scene: "emergency", path: "/emergencies/{run}", there: "main h1" }),
];
